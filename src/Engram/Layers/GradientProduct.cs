using Engram.Kernels;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Layers;

/// <summary>
/// inputsᵀ · delta, the gradient of a layer's weights. Walks the active inputs, or the units with a gradient, whichever costs
/// less by their counts; both add the same terms in the same order.
/// </summary>
internal sealed class GradientProduct
{
    // Walking the units costs a transposition, about as much as this many rows of multiply-adds.
    private const int TranspositionRows = 4;

    private readonly OuterProduct _byInput;
    private readonly OuterProduct _byUnit;

    public GradientProduct(KernelTable kernels, WorkerPool workers, int maximumRows, DenseLayer layer)
    {
        _byInput = new OuterProduct(kernels, workers, maximumRows, layer.InputSize);
        _byUnit = new OuterProduct(kernels, workers, maximumRows, layer.OutputSize);
    }

    /// <summary>Sends the gradient, [inputs, units], to a sink.</summary>
    public void Multiply(ActiveRows inputs, ActiveRows delta, ReadOnlySpan<int> groupEnds, ProductSink sink)
    {
        double byInput = _byInput.Measure(inputs, groupEnds) * delta.Values.Columns;
        double byUnit = (_byUnit.Measure(delta, groupEnds) + (TranspositionRows * (double)delta.Values.Columns)) * inputs.Values.Columns;
        if (byInput <= byUnit)
        {
            _byInput.Multiply(delta, sink, transposed: false);
        }
        else
        {
            _byUnit.Multiply(inputs, sink, transposed: true);
        }
    }
}
