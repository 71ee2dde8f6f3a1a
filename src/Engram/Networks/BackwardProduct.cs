using Engram.Kernels;

namespace Engram.Networks;

/// <summary>
/// destination = δWᵀ, the gradient with respect to a layer's input. The weights are kept transposed, so that the product
/// walks the active units of δ.
/// </summary>
internal sealed class BackwardProduct(KernelTable kernels, WorkerPool workers, int maximumRows, DenseLayer layer)
{
    private const int RowsPerPart = 64;

    private readonly PanelMatrix _transposed = new(layer.OutputSize, layer.InputSize);
    private readonly RowProduct _product = new(kernels, workers, maximumRows, layer.OutputSize);

    /// <summary>Brings the transpose up to date with the weights.</summary>
    public void UpdateWeights() =>
        workers.Run((layer.InputSize + RowsPerPart - 1) / RowsPerPart, part =>
        {
            int first = part * RowsPerPart;
            Transposition.Copy(layer.Weights, first, Math.Min(RowsPerPart, layer.InputSize - first), _transposed);
        });

    public void Multiply(ActiveRows delta, int rowCount, Matrix destination) =>
        _product.Multiply(delta, rowCount, _transposed, destination);
}
