using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// weightGradient += inputsᵀ · delta. Walks the active inputs, or the units with a gradient and then transposes, whichever
/// is fewer; both add the same terms in the same order.
/// </summary>
internal sealed class GradientProduct
{
    // Transposing costs about as much as this many rows of multiply-adds per unit.
    private const int TransposeRows = 8;

    private readonly WorkerPool _workers;
    private readonly OuterProduct _byInput;
    private readonly OuterProduct _byUnit;
    private readonly Matrix _transposed;

    public GradientProduct(KernelTable kernels, WorkerPool workers, int maximumRows, DenseLayer layer)
    {
        _workers = workers;
        _byInput = new OuterProduct(kernels, workers, maximumRows, layer.InputSize);
        _byUnit = new OuterProduct(kernels, workers, maximumRows, layer.OutputSize);
        _transposed = new Matrix(layer.OutputSize, layer.InputSize);
    }

    public void Add(ActiveRows inputs, ActiveRows delta, ReadOnlySpan<int> groupEnds, Matrix weightGradient)
    {
        int rowCount = groupEnds[^1];
        long byInput = ActiveSum(inputs, rowCount) * weightGradient.Columns;
        long byUnit = (ActiveSum(delta, rowCount) + ((long)TransposeRows * weightGradient.Columns)) * weightGradient.Rows;
        if (byInput <= byUnit)
        {
            _byInput.Accumulate(inputs, delta.Values, groupEnds, weightGradient);
        }
        else
        {
            _byUnit.Accumulate(delta, inputs.Values, groupEnds, _transposed);
            Transposition.MoveInto(_transposed, weightGradient, _workers);
        }
    }

    private static unsafe long ActiveSum(ActiveRows rows, int rowCount)
    {
        long sum = 0;
        for (int row = 0; row < rowCount; row++)
        {
            sum += rows.ActiveCount(row);
        }

        return sum;
    }
}
