using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// inputsᵀ · delta, the gradient of a layer's weights. Walks the active inputs, or the units with a gradient, whichever are
/// fewer; both add the same terms in the same order.
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
        int rowCount = groupEnds[^1];
        long byInput = inputs.ActiveSum(rowCount) * delta.Values.Columns;
        long byUnit = (delta.ActiveSum(rowCount) + ((long)TranspositionRows * delta.Values.Columns)) * inputs.Values.Columns;
        if (byInput <= byUnit)
        {
            _byInput.Multiply(inputs, delta.Values, groupEnds, sink, transposed: false);
        }
        else
        {
            _byUnit.Multiply(delta, inputs.Values, groupEnds, sink, transposed: true);
        }
    }
}
