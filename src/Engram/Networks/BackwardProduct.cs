using Engram.Kernels;

namespace Engram.Networks;

/// <summary>
/// destination = δWᵀ, the gradient with respect to a layer's input. The transpose of the weights is made anew for every
/// product, which costs about what one row of the product does per input, and lets it walk the active units of δ.
/// </summary>
internal sealed class BackwardProduct(KernelTable kernels, WorkerPool workers, int maximumRows, DenseLayer layer)
{
    private const int RowsPerPart = 64;

    private readonly Matrix _transposed = new(layer.OutputSize, layer.InputSize);
    private readonly RowProduct _product = new(kernels, workers, maximumRows, layer.OutputSize);

    public void Multiply(ActiveRows delta, int rowCount, Matrix destination)
    {
        workers.Run((layer.InputSize + RowsPerPart - 1) / RowsPerPart, part =>
        {
            int first = part * RowsPerPart;
            Transposition.Copy(layer.Weights, first, Math.Min(RowsPerPart, layer.InputSize - first), _transposed);
        });
        _product.Multiply(delta, rowCount, _transposed, destination);
    }
}
