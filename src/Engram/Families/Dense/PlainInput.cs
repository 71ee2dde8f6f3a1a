using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>Inputs that are images as they are, without label or normalization of length: one row per image.</summary>
internal sealed class PlainInput : ImageInput
{
    private readonly KernelTable _kernels;
    private readonly OverlaidFirstLayer _firstLayer;
    private readonly ImageProducts _products;
    private readonly GradientProduct _gradient;
    private readonly Matrix _sum;
    private readonly float[] _ones;
    private readonly int[] _rowIndices;
    private readonly OverlaySink _withBackground;
    private LabelledBatch _batch = null!;

    public PlainInput(KernelTable kernels, WorkerPool workers, ImageShape shape, DenseLayer layer, int maximumImages)
    {
        _kernels = kernels;
        _firstLayer = OverlaidFirstLayer.ForPlainImages(kernels, workers, shape, layer, maximumImages);
        _products = new ImageProducts(maximumImages, layer.OutputSize);
        _gradient = new GradientProduct(kernels, workers, maximumImages, layer);
        _sum = new Matrix(1, layer.OutputSize);
        _ones = new float[maximumImages];
        Array.Fill(_ones, 1);
        _rowIndices = [.. Enumerable.Range(0, maximumImages)];
        _withBackground = new OverlaySink(kernels, LabelOverlay.None(shape), _firstLayer.Background, _sum);
    }

    public override void Load(ImageDataset data, LabelledBatch batch)
    {
        _batch = batch;
        _firstLayer.Load(data, batch.Samples.AsSpan(0, batch.ImageCount));
    }

    public override void Multiply(ActivationFunction activation, Matrix destination)
    {
        _firstLayer.UpdateLabels();
        _firstLayer.Multiply(_products, _batch.ImageGroupEnds);
    }

    public override float Activate(int row, ActivationFunction activation, ActiveRows destination) =>
        _firstLayer.Activate(_products, row, OverlaidFirstLayer.NoLabel, activation, destination, row);

    public override void TakeGradient(int image, ActiveRows delta)
    {
    }

    public override void SendGradient(ActiveRows delta, ProductSink sink)
    {
        int count = _batch.ImageCount;
        RowSum.Compute(_kernels, delta, _rowIndices.AsSpan(0, count), _ones.AsSpan(0, count), _sum.PaddedRow(0));
        _withBackground.Next = sink;
        _gradient.Multiply(_firstLayer.Pixels, delta, _batch.ImageGroupEnds, _withBackground);
    }
}
