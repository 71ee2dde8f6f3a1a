using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>The gradient of the weights of a layer that spikes drive: a product of as many rows as there are rows and steps, whose inputs are 1 or 0.</summary>
internal sealed class SpikeDrivenGradient(KernelTable kernels, WorkerPool workers, DenseLayer layer, int maximumRows, int steps)
{
    private readonly GradientProduct _product = new(kernels, workers, maximumRows * steps, layer);
    private readonly SpikeRows _inputs = new(kernels, workers, layer.InputSize, maximumRows, steps);
    private int[] _groupEnds = [];

    /// <summary>Sends it to a sink.</summary>
    /// <param name="input">Who fires.</param>
    /// <param name="delta">The gradient of the current of each row and step.</param>
    /// <param name="sink">Takes the gradient of the weights.</param>
    public void Send(LayerRows input, ActiveRows delta, ProductSink sink)
    {
        _inputs.Take(input.Spikes!, input.Count);
        ReadOnlySpan<int> groups = input.GradientGroups;
        if (_groupEnds.Length != groups.Length)
        {
            _groupEnds = new int[groups.Length];
        }

        for (int group = 0; group < groups.Length; group++)
        {
            _groupEnds[group] = groups[group] * steps;
        }

        _product.Multiply(_inputs.Values, delta, _groupEnds, sink);
    }
}
