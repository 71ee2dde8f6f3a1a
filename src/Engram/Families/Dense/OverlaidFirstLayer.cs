using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>
/// The first layer on labelled images. With u the image whose label inputs are cleared and m the label's value, every
/// label y has ‖x‖² = ‖u‖² + m² (per channel) and z(y) = (uW + m·W[y, :]) / ‖x‖ + b: one product serves all labels.
/// Where most pixels are background, u is split into that constant row and the few other pixels.
/// </summary>
internal sealed unsafe class OverlaidFirstLayer
{
    /// <summary>A label that stands for none: the label inputs stay cleared.</summary>
    public const int NoLabel = -1;

    // A batch's images lie far apart in memory, so they are asked for before they are needed.
    private const int ImagesAhead = 2;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly LabelOverlay _overlay;
    private readonly DenseLayer _layer;
    private readonly RowProduct _product;
    private readonly Matrix _largestDrives;
    private readonly float[] _squaredNorms;
    private readonly int[] _inputIndices;
    private readonly int[] _samples;
    private readonly bool _normalizes;
    private readonly RowLoop _load;
    private readonly Action<int> _updateBlock;
    private ImageDataset? _data;
    private float[][] _tables = [];

    public OverlaidFirstLayer(KernelTable kernels, WorkerPool workers, LabelOverlay overlay, DenseLayer layer, int maximumImages, bool normalizes = true)
    {
        _normalizes = normalizes;
        _kernels = kernels;
        _workers = workers;
        _overlay = overlay;
        _layer = layer;
        _product = new RowProduct(kernels, workers, maximumImages, layer.InputSize);
        _squaredNorms = new float[maximumImages];
        _samples = new int[maximumImages];
        LabelDrives = new Matrix(overlay.ClassCount + 1, layer.OutputSize);
        _largestDrives = new Matrix(1, layer.OutputSize);
        _inputIndices = [.. Enumerable.Range(0, layer.InputSize)];
        Pixels = new ActiveRows(maximumImages, layer.InputSize);
        Background = new Matrix(1, layer.InputSize);
        _load = new RowLoop(workers, LoadImage);
        _updateBlock = UpdateBlock;
    }

    /// <summary>The first layer of a classifier: no label inputs, no normalization of length.</summary>
    public static OverlaidFirstLayer ForPlainImages(KernelTable kernels, WorkerPool workers, ImageShape shape, DenseLayer layer, int maximumImages) =>
        new(kernels, workers, LabelOverlay.None(shape), layer, maximumImages, normalizes: false);

    /// <summary>The loaded images less the background, label inputs cleared, [images, inputs].</summary>
    public ActiveRows Pixels { get; }

    /// <summary>What is the same in all images, one row of inputs; zero where labels are written.</summary>
    public Matrix Background { get; }

    /// <summary>What label and background add to the units' drive before division by the length: a row per label, and one without.</summary>
    public Matrix LabelDrives { get; }

    public int ImageCount { get; private set; }

    /// <summary>Takes images of a data set, in the given order.</summary>
    public void Load(ImageDataset data, ReadOnlySpan<int> samples)
    {
        if (!ReferenceEquals(data, _data))
        {
            _data = data;
            _tables = [.. Enumerable.Range(0, data.Shape.Channels).Select(data.Normalization.Table)];
            SetBackground(data);
        }

        ImageCount = samples.Length;
        samples.CopyTo(_samples);
        _load.Run(ImageCount);
    }

    /// <summary>Brings what the labels and the background add to the units' drive up to date with the weights.</summary>
    public void UpdateLabels()
    {
        PanelMatrix weights = _layer.Weights;
        int blocks = (weights.PaddedColumns + _kernels.ColumnBlock - 1) / _kernels.ColumnBlock;
        _workers.Run(blocks, _updateBlock);
    }

    /// <summary>Makes the products of all loaded images with the weights.</summary>
    /// <param name="destination">Receives the products.</param>
    /// <param name="groupEnds">For each group of images of one label the image behind its last; empty where they are in no order.</param>
    public void Multiply(ImageProducts destination, ReadOnlySpan<int> groupEnds) => Multiply(_layer.Weights, destination, groupEnds);

    /// <summary>The same with other weights, for example those of some units.</summary>
    public void Multiply(PanelMatrix weights, ImageProducts destination, ReadOnlySpan<int> groupEnds)
    {
        _product.Multiply(Pixels, ImageCount, groupEnds, weights, destination.Products);
        _squaredNorms.AsSpan(0, ImageCount).CopyTo(destination.SquaredNorms);
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

    /// <summary>Turns an image's product into the activations of a row that carries a label; returns Σ h².</summary>
    public float Activate(ImageProducts source, int image, int label, ActivationFunction activation, ActiveRows destination, int row) =>
        activation.ApplyOverlaid(
            _kernels,
            source.Products.PaddedRow(image),
            LabelDrives.PaddedRow(label == NoLabel ? _overlay.ClassCount : label),
            InverseNorm(source.SquaredNorms[image], label),
            destination.Values,
            row,
            _layer.Bias.Start,
            destination.ActiveUnits(row));

    /// <summary>Brings what <see cref="NoteActivated"/> asks with up to date with the labels' drives.</summary>
    public void UpdateLargestDrives()
    {
        Span<float> largest = _largestDrives.PaddedRow(0);
        LabelDrives.PaddedRow(0).CopyTo(largest);
        for (int label = 1; label < _overlay.ClassCount; label++)
        {
            TensorPrimitives.Max(largest, LabelDrives.PaddedRow(label), largest);
        }
    }

    /// <summary>
    /// Notes the units that an image activates with any label, ReLU being the activation function. A drive grows with its label's share, through every
    /// rounding: what the largest does not activate, none does.
    /// </summary>
    /// <param name="source">Products of images.</param>
    /// <param name="image">The image.</param>
    /// <param name="scratch">Rows, one of which is overwritten.</param>
    /// <param name="row">That row.</param>
    /// <param name="activated">Gains the units' bits; several threads may add to it.</param>
    public void NoteActivated(ImageProducts source, int image, ActiveRows scratch, int row, ulong[] activated)
    {
        _kernels.RectifyOverlaid(
            source.Products.RowStart(image),
            _largestDrives.Start,
            InverseNorm(source.SquaredNorms[image], 0),
            _layer.Bias.Start,
            scratch.Values.RowStart(row),
            scratch.Values.Stride,
            scratch.ActiveUnits(row));
        ActiveRows.Gather(scratch.ActiveUnits(row), scratch.Words, activated);
    }

    private void UpdateBlock(int block)
    {
        int column = block * _kernels.ColumnBlock;
        int width = Math.Min(_kernels.ColumnBlock, _layer.Weights.PaddedColumns - column);
        float* background = LabelDrives.RowStart(_overlay.ClassCount) + column;
        Sum(Background.PaddedRow(0), _inputIndices, column, width, background, accumulate: false);
        for (int label = 0; label < _overlay.ClassCount; label++)
        {
            float* drive = LabelDrives.RowStart(label) + column;
            new Span<float>(background, width).CopyTo(new Span<float>(drive, width));
            AddLabel(label, column, width, drive);
        }
    }

    private void SetBackground(ImageDataset data)
    {
        Span<float> background = Background.Row(0);
        for (int channel = 0; channel < _tables.Length; channel++)
        {
            background.Slice(channel * data.Shape.PixelCount, data.Shape.PixelCount).Fill(data.HasBackground ? _tables[channel][0] : 0);
        }

        _overlay.Clear(background);
    }

    private void LoadImage(int image)
    {
        if (image + ImagesAhead < ImageCount)
        {
            PixelRow.Fetch(_data!.Pixels(_samples[image + ImagesAhead]));
        }

        Span<float> inputs = Pixels.Values.Row(image);
        PixelRow.Normalize(_data!.Pixels(_samples[image]), _tables, inputs);
        _overlay.Clear(inputs);
        float* row = Pixels.Values.RowStart(image);
        _squaredNorms[image] = _kernels.SumOfSquares(row, Pixels.Values.Stride);
        TensorPrimitives.Subtract(inputs, Background.Row(0), inputs);
        _kernels.CollectActive(row, Pixels.Values.Stride, Pixels.ActiveUnits(image));
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
