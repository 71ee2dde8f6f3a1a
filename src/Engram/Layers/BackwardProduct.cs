using Engram.Kernels;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Layers;

/// <summary>
/// destination = δWᵀ, the gradient with respect to a layer's input. The weights are kept transposed, so that the product
/// walks the active units of δ.
/// </summary>
internal sealed class BackwardProduct
{
    private const int RowsPerPart = 64;

    private readonly WorkerPool _workers;
    private readonly DenseLayer _layer;
    private readonly PanelMatrix _transposed;
    private readonly RowProduct _product;
    private readonly Action<int> _transpose;

    public BackwardProduct(KernelTable kernels, WorkerPool workers, int maximumRows, DenseLayer layer)
    {
        _workers = workers;
        _layer = layer;
        _transposed = new PanelMatrix(layer.OutputSize, layer.InputSize);
        _product = new RowProduct(kernels, workers, maximumRows, layer.OutputSize);
        _transpose = TransposePart;
    }

    /// <summary>Brings the transpose up to date with the weights.</summary>
    public void UpdateWeights() => _workers.Run((_layer.InputSize + RowsPerPart - 1) / RowsPerPart, _transpose);

    public void Multiply(ActiveRows delta, int rowCount, Matrix destination) =>
        _product.Multiply(delta, rowCount, _transposed, destination);

    private void TransposePart(int part)
    {
        int first = part * RowsPerPart;
        Transposition.Copy(_layer.Weights, first, Math.Min(RowsPerPart, _layer.InputSize - first), _transposed);
    }
}
