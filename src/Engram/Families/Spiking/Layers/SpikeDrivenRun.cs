using Engram.Kernels;
using Engram.Models.Layerwise;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>A layer that spikes of the layer below drive: in every step the weights of those units are added that have fired.</summary>
internal sealed unsafe class SpikeDrivenRun(KernelTable kernels, WorkerPool workers, SpikingLayer layer, int maximumRows)
    : SteppedRun(kernels, workers, layer, maximumRows)
{
    private readonly SpikeSum _sum = new(kernels, layer.Linear);
    private SpikeDrivenGradient? _gradient;
    private SpikeTrains _input = null!;

    protected override void Begin(LayerRows input, bool learns)
    {
        base.Begin(input, learns);
        _input = input.Spikes!;
    }

    protected override void SetCurrent(int row, int step, float* current) => _sum.Compute(_input.At(row, step), _input.Words, current);

    protected override void SendGradient(LayerRows input, ProductSink sink)
    {
        _gradient ??= new SpikeDrivenGradient(Kernels, Workers, Layer.Linear, MaximumRows, Layer.Settings.Steps);
        _gradient.Send(input, Delta, sink);
    }
}
