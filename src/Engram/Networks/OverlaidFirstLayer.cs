using System.Numerics.Tensors;
using Engram.Data;
using Engram.Kernels;

namespace Engram.Networks;

/// <summary>
/// The first layer on labelled images. With u the image whose label inputs are cleared and m the label's value, every
/// label y has ‖x‖² = ‖u‖² + m² (per channel) and z(y) = (uW + m·W[y, :]) / ‖x‖ + b: one product serves all labels.
/// Where most pixels are background, u is split into that constant row and the few other pixels.
/// </summary>
internal sealed unsafe class OverlaidFirstLayer
{
    /// <summary>A label that stands for none: the label inputs stay cleared.</summary>
    public const int NoLabel = -1;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly LabelOverlay _overlay;
    private readonly DenseLayer _layer;
    private readonly RowProduct _product;
    private readonly ImageRows _images;
    private readonly Matrix _labelDrives;
    private readonly int[] _inputIndices;
    private readonly bool _normalizes;
    private readonly Action<int> _updateBlock;

    /// <summary>Work space for a number of images.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="overlay">Which inputs are labels, and their value.</param>
    /// <param name="layer">The parameters.</param>
    /// <param name="maximumImages">Images that are loaded at once.</param>
    /// <param name="imagesComeAgain">As in <see cref="ImageRows"/>.</param>
    /// <param name="normalizes">Whether an image is divided by its length.</param>
    public OverlaidFirstLayer(
        KernelTable kernels,
        WorkerPool workers,
        LabelOverlay overlay,
        DenseLayer layer,
        int maximumImages,
        bool imagesComeAgain = false,
        bool normalizes = true)
    {
        _normalizes = normalizes;
        _kernels = kernels;
        _workers = workers;
        _overlay = overlay;
        _layer = layer;
        _product = new RowProduct(kernels, workers, maximumImages, layer.InputSize);
        _images = new ImageRows(kernels, workers, overlay, maximumImages, imagesComeAgain);
        _labelDrives = new Matrix(overlay.ClassCount + 1, layer.OutputSize);
        _inputIndices = [.. Enumerable.Range(0, layer.InputSize)];
        _updateBlock = UpdateBlock;
    }

    /// <summary>The first layer of a classifier: no label inputs, no normalization of length.</summary>
    public static OverlaidFirstLayer ForPlainImages(
        KernelTable kernels,
        WorkerPool workers,
        ImageShape shape,
        DenseLayer layer,
        int maximumImages,
        bool imagesComeAgain = false) =>
        new(kernels, workers, LabelOverlay.None(shape), layer, maximumImages, imagesComeAgain, normalizes: false);

    /// <summary>The loaded images less the background, label inputs cleared, [images, inputs].</summary>
    public ActiveRows Pixels => _images.Values;

    /// <summary>What is the same in all images, one row of inputs; zero where labels are written.</summary>
    public Matrix Background => _images.Background;

    public int ImageCount => _images.Count;

    /// <summary>Takes images of a data set, in the given order.</summary>
    public void Load(ImageDataset data, ReadOnlySpan<int> samples) => _images.Load(data, samples);

    /// <summary>Brings what the labels and the background add to the units' drive up to date with the weights.</summary>
    public void UpdateLabels()
    {
        PanelMatrix weights = _layer.Weights;
        int blocks = (weights.PaddedColumns + _kernels.ColumnBlock - 1) / _kernels.ColumnBlock;
        _workers.Run(blocks, _updateBlock);
    }

    /// <summary>Makes the products of all loaded images with the weights.</summary>
    public void Multiply(ImageProducts destination)
    {
        _product.Multiply(Pixels, ImageCount, _layer.Weights, destination.Products);
        _images.SquaredNorms.AsSpan(0, ImageCount).CopyTo(destination.SquaredNorms);
    }

    /// <summary>1 / ‖x‖ of an image whose own ‖u‖² is given, with a label or without one.</summary>
    public float InverseNorm(float squaredNorm, int label)
    {
        if (!_normalizes)
        {
            return 1;
        }

        float labelSquare = label == NoLabel ? 0 : _overlay.InputsPerLabel * _overlay.Value * _overlay.Value;
        float square = squaredNorm + labelSquare;
        return square > 0 ? 1 / MathF.Sqrt(square) : 0;
    }

    /// <summary>destination = z − b of an image with a label, from the image's product.</summary>
    public void WriteDrive(ImageProducts source, int image, int label, Span<float> destination) =>
        TensorPrimitives.AddMultiply(
            source.Products.PaddedRow(image),
            _labelDrives.PaddedRow(label == NoLabel ? _overlay.ClassCount : label),
            InverseNorm(source.SquaredNorms[image], label),
            destination);

    private void UpdateBlock(int block)
    {
        int column = block * _kernels.ColumnBlock;
        int width = Math.Min(_kernels.ColumnBlock, _layer.Weights.PaddedColumns - column);
        float* background = _labelDrives.RowStart(_overlay.ClassCount) + column;
        Sum(Background.PaddedRow(0), _inputIndices, column, width, background, accumulate: false);
        for (int label = 0; label < _overlay.ClassCount; label++)
        {
            float* drive = _labelDrives.RowStart(label) + column;
            new Span<float>(background, width).CopyTo(new Span<float>(drive, width));
            AddLabel(label, column, width, drive);
        }
    }

    private void AddLabel(int label, int column, int width, float* drive)
    {
        for (int channel = 0; channel < _overlay.InputsPerLabel; channel++)
        {
            Sum([_overlay.Value], [_overlay.InputIndex(channel, label)], column, width, drive, accumulate: true);
        }
    }

    private void Sum(ReadOnlySpan<float> factors, ReadOnlySpan<int> inputs, int column, int width, float* destination, bool accumulate)
    {
        fixed (float* left = factors)
        fixed (int* rows = inputs)
        {
            _kernels.AccumulateRow(left, rows, inputs.Length, _layer.Weights.From(column), new PanelRows(destination, 0, Matrix.ColumnMultiple), width, accumulate);
        }
    }
}
