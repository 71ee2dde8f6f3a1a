using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>The gradient of the weights of a layer that spikes drive: a product of as many rows as there are rows and steps, whose inputs are 1 or 0.</summary>
internal sealed unsafe class SpikeDrivenGradient
{
    private readonly KernelTable _kernels;
    private readonly int _steps;
    private readonly GradientProduct _product;
    private readonly ActiveRows _inputs;
    private readonly PinnedArray<float> _ones;
    private readonly RowLoop _expand;
    private int[] _groupEnds = [];
    private SpikeTrains _spikes = null!;

    public SpikeDrivenGradient(KernelTable kernels, WorkerPool workers, DenseLayer layer, int maximumRows, int steps)
    {
        _kernels = kernels;
        _steps = steps;
        _product = new GradientProduct(kernels, workers, maximumRows * steps, layer);
        _inputs = new ActiveRows(maximumRows * steps, layer.InputSize);
        _ones = new PinnedArray<float>(_inputs.Values.Stride + Expansion.Overread);
        _ones.Items.Fill(1);
        _expand = new RowLoop(workers, Expand);
    }

    /// <summary>Sends it to a sink.</summary>
    /// <param name="input">Who fires.</param>
    /// <param name="delta">The gradient of the current of each row and step.</param>
    /// <param name="sink">Takes the gradient of the weights.</param>
    public void Send(LayerRows input, ActiveRows delta, ProductSink sink)
    {
        _spikes = input.Spikes!;
        _expand.Run(input.Count);
        ReadOnlySpan<int> groups = input.GradientGroups;
        if (_groupEnds.Length != groups.Length)
        {
            _groupEnds = new int[groups.Length];
        }

        for (int group = 0; group < groups.Length; group++)
        {
            _groupEnds[group] = groups[group] * _steps;
        }

        _product.Multiply(_inputs, delta, _groupEnds, sink);
    }

    private void Expand(int row)
    {
        for (int step = 0; step < _steps; step++)
        {
            int place = (row * _steps) + step;
            new ReadOnlySpan<ulong>(_spikes.At(row, step), _inputs.Words).CopyTo(new Span<ulong>(_inputs.ActiveUnits(place), _inputs.Words));
            _kernels.Expand(_ones.Start, _inputs.ActiveUnits(place), _inputs.Values.RowStart(place), _inputs.Values.Stride);
        }
    }
}
