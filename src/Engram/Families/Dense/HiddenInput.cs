using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>Inputs from a layer below: normalized activations, walked by their active units.</summary>
internal sealed unsafe class HiddenInput : LayerInput
{
    private readonly KernelTable _kernels;
    private readonly DenseLayer _layer;
    private readonly RowProduct _product;
    private readonly GradientProduct _gradient;
    private bool _leavesOutSilent;

    public HiddenInput(KernelTable kernels, WorkerPool workers, DenseLayer layer, int maximumRows)
    {
        _kernels = kernels;
        _layer = layer;
        _product = new RowProduct(kernels, workers, maximumRows, layer.InputSize);
        _gradient = new GradientProduct(kernels, workers, maximumRows, layer);
    }

    /// <summary>Normalized activations of the layer below; set before each step.</summary>
    public ActiveRows Rows { get; set; } = null!;

    /// <summary>The batch whose rows they are; set before each step.</summary>
    public LabelledBatch Batch { get; set; } = null!;

    public override void Multiply(ActivationFunction activation, Matrix destination)
    {
        _leavesOutSilent = activation.IsSilentWithoutInput(_layer.Biases);
        _product.Multiply(Rows, Batch.RowCount, Batch.ImageGroupEnds, _layer.Weights, destination, _leavesOutSilent);
    }

    // The product stands where the activations are to be. Most negatives arrive silent at a higher layer.
    public override float Activate(int row, ActivationFunction activation, ActiveRows destination)
    {
        if (_leavesOutSilent && Rows.ActiveCount(row) == 0)
        {
            destination.ClearRow(row);
            return 0;
        }

        float sum = HiddenLayer.Activate(_kernels, activation, _layer, destination, row);
        if (Activated is { } activated)
        {
            ActiveRows.Gather(destination.ActiveUnits(row), destination.Words, activated);
        }

        return sum;
    }

    public override void TakeGradient(int image, ActiveRows delta)
    {
    }

    public override void SendGradient(ActiveRows delta, ProductSink sink) =>
        _gradient.Multiply(Rows, delta, Batch.RowGroupEnds, sink);
}
