using System.Numerics.Tensors;
using Engram.Families.Spiking.Membranes;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>
/// A first layer, whose current stays while an image is shown. So there is one product for all steps, and one for all labels of an image: a label adds the
/// weights of its inputs.
/// </summary>
internal sealed unsafe class ImageDrivenRun : SpikingLayerRun
{
    private readonly RowProduct _product;
    private readonly SpikeSum _sum;
    private readonly Matrix _products;
    private readonly Matrix _currents;
    private LayerRows _input = null!;
    private int _version = -1;
    private ImageDrivenGradient? _gradient;

    public ImageDrivenRun(KernelTable kernels, WorkerPool workers, SpikingLayer layer, int maximumRows)
        : base(kernels, workers, layer, maximumRows, deltasPerRow: 1)
    {
        DenseLayer linear = layer.Linear;
        _product = new RowProduct(kernels, workers, maximumRows, linear.InputSize);
        _sum = new SpikeSum(kernels, linear);
        _products = new Matrix(maximumRows, linear.OutputSize);
        _currents = new Matrix(maximumRows, linear.OutputSize);
    }

    protected override void Begin(LayerRows input, bool learns)
    {
        SharedImages images = input.Images!;
        bool isKnown = ReferenceEquals(input, _input) && images.Version == _version;
        (_input, _version) = (input, images.Version);
        if (!isKnown)
        {
            _product.Multiply(input.Rows, images.Count, Layer.Linear.Weights, _products);
        }
    }

    protected override void Fire(int row)
    {
        SharedImages images = _input.Images!;
        Span<float> current = _currents.PaddedRow(row);
        _products.PaddedRow(row % images.Count).CopyTo(current);
        if (images.Labels[row] is not NetworkRun.NoLabel and var label)
        {
            _sum.AddLabel(images.Overlay, label, _currents.RowStart(row));
        }

        TensorPrimitives.Add(current, Layer.Linear.Bias.PaddedRow(0), current);
        MembraneSteps.TakeAll(Layer.Constants, _currents.RowStart(row), Output.Spikes!, row, Output.Rows.Values.RowStart(row), _currents.Stride);
    }

    protected override void PassBack(int row)
    {
        MembranePast past = new(Layer.Constants, _currents.RowStart(row), stride: 0, Layer.Settings.Steps, _currents.Stride);
        Membranes.Set(row, Layer.Settings.Surrogate.PassBack(past, Layer.Settings.Slope, CountGradient.RowStart(row), Delta.Values, row, dots: null));
    }

    // The weights that made the products are about to change.
    protected override void SendGradient(LayerRows input, ProductSink sink)
    {
        _version = -1;
        _gradient ??= new ImageDrivenGradient(Kernels, Workers, Layer.Linear, input.Images!.Overlay, MaximumRows, steps: 1, labelSteps: 1);
        _gradient.Send(input, input.Rows, Delta, sink);
    }
}
