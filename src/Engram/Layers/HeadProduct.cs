using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Layers;

/// <summary>Logits of a classifier's linear head: h·W + b.</summary>
internal sealed class HeadProduct(KernelTable kernels, WorkerPool workers, DenseLayer head, int maximumRows)
{
    private readonly RowProduct _product = new(kernels, workers, maximumRows, head.InputSize);

    /// <summary>Writes the logits of the first rows, [rows, classes].</summary>
    public void Multiply(ActiveRows activations, int rowCount, Matrix logits)
    {
        _product.Multiply(activations, rowCount, head.Weights, logits);
        for (int row = 0; row < rowCount; row++)
        {
            TensorPrimitives.Add(logits.Row(row), head.Bias.Row(0), logits.Row(row));
        }
    }
}
