using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>
/// Inputs that are labelled images. An image's positive and negative row share its pixels, so their gradients are added
/// before the product: ∂L/∂W = uᵀ(δ⁺ + δ⁻)/‖x‖, plus one row per label and a constant for the background.
/// </summary>
internal sealed unsafe class OverlaidInput : ImageInput
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly LabelOverlay _overlay;
    private readonly OverlaidFirstLayer _firstLayer;
    private readonly ImageProducts _products;
    private readonly GradientProduct _gradient;
    private readonly ActiveRows _imageDelta;
    private readonly Matrix _labelSums;
    private readonly float[] _rowScales;
    private readonly int[] _labelRows;
    private readonly int[] _labelStarts;
    private readonly OverlaySink _withOverlay;
    private readonly Action<int> _sumLabel;
    private LabelledBatch _batch = null!;
    private ActiveRows _delta = null!;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="overlay">Labels.</param>
    /// <param name="layer">The first layer.</param>
    /// <param name="maximumImages">Images of a batch.</param>
    public OverlaidInput(KernelTable kernels, WorkerPool workers, LabelOverlay overlay, DenseLayer layer, int maximumImages)
    {
        _kernels = kernels;
        _workers = workers;
        _overlay = overlay;
        _firstLayer = new OverlaidFirstLayer(kernels, workers, overlay, layer, maximumImages);
        _products = new ImageProducts(maximumImages, layer.OutputSize);
        _gradient = new GradientProduct(kernels, workers, maximumImages, layer);
        _imageDelta = new ActiveRows(maximumImages, layer.OutputSize);
        _labelSums = new Matrix(overlay.ClassCount + 1, layer.OutputSize);
        _rowScales = new float[2 * maximumImages];
        _labelRows = new int[2 * maximumImages];
        _labelStarts = new int[overlay.ClassCount + 1];
        _withOverlay = new OverlaySink(kernels, overlay, _firstLayer.Background, _labelSums);
        _sumLabel = SumLabel;
    }

    public override void Load(ImageDataset data, LabelledBatch batch)
    {
        _batch = batch;
        _firstLayer.Load(data, batch.Samples.AsSpan(0, batch.ImageCount));
        CountingSort.Order(batch.Labels.AsSpan(0, batch.RowCount), _labelRows, _labelStarts);
    }

    public override void Multiply(ActivationFunction activation, Matrix destination)
    {
        _firstLayer.UpdateLabels();
        _firstLayer.Multiply(_products, _batch.ImageGroupEnds);
        if (Activated is not null)
        {
            _firstLayer.UpdateLargestDrives();
        }
    }

    public override float Activate(int row, ActivationFunction activation, ActiveRows destination)
    {
        if (Activated is { } activated && row < _batch.ImageCount)
        {
            _firstLayer.NoteActivated(_products, _batch.Images[row], destination, row, activated);
        }

        return _firstLayer.Activate(_products, _batch.Images[row], _batch.Labels[row], activation, destination, row);
    }

    // Both labels give an image the same length, so one scale serves both rows.
    public override void TakeGradient(int image, ActiveRows delta)
    {
        TensorPrimitives.AddMultiply(
            delta.Values.PaddedRow(image),
            delta.Values.PaddedRow(_batch.ImageCount + image),
            InverseNorm(image),
            _imageDelta.Values.PaddedRow(image));
        _kernels.CollectActive(_imageDelta.Values.RowStart(image), _imageDelta.Values.Stride, _imageDelta.ActiveUnits(image));
    }

    public override void SendGradient(ActiveRows delta, ProductSink sink)
    {
        SumByLabel(delta);
        _withOverlay.Next = sink;
        _gradient.Multiply(_firstLayer.Pixels, _imageDelta, _batch.ImageGroupEnds, _withOverlay);
    }

    private float InverseNorm(int row) => _firstLayer.InverseNorm(_products.SquaredNorms[_batch.Images[row]], _batch.Labels[row]);

    private void SumLabel(int label)
    {
        int start = _labelStarts[label];
        int count = _labelStarts[label + 1] - start;
        RowSum.Compute(_kernels, _delta, _labelRows.AsSpan(start, count), _rowScales.AsSpan(start, count), _labelSums.PaddedRow(label));
    }

    // Row y of the sums is Σ δ/‖x‖ over rows with label y; the row behind the labels is the sum over all rows.
    private void SumByLabel(ActiveRows delta)
    {
        for (int place = 0; place < _batch.RowCount; place++)
        {
            _rowScales[place] = InverseNorm(_labelRows[place]);
        }

        int labels = _overlay.ClassCount;
        _delta = delta;
        _workers.Run(labels, _sumLabel);
        Span<float> all = _labelSums.PaddedRow(labels);
        _labelSums.PaddedRow(0).CopyTo(all);
        for (int label = 1; label < labels; label++)
        {
            TensorPrimitives.Add(all, _labelSums.PaddedRow(label), all);
        }
    }
}
