using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// Makes rows of images: normalized pixels with a label as the network's code writes it, of unit length where the network normalizes images. Where
/// neither changes an image, rows are less the data set's background. Where the network's first layer shares images among labels, each is loaded once.
/// </summary>
internal sealed class ImageRows
{
    // A batch's images lie far apart in memory, so they are asked for before they are needed.
    private const int ImagesAhead = 2;

    private readonly KernelTable _kernels;
    private readonly LayerwiseNetwork _network;
    private readonly int[] _samples;
    private readonly int[] _rowSamples;
    private readonly int[] _labels;
    private readonly RowLoop _load;
    private readonly LayerRows _rows;
    private ImageDataset? _data;
    private int _imageCount;
    private int _loadedCount;
    private float[][] _tables = [];

    public ImageRows(KernelTable kernels, WorkerPool workers, LayerwiseNetwork network, int maximumRows)
    {
        _kernels = kernels;
        _network = network;
        _samples = new int[maximumRows];
        _rowSamples = new int[maximumRows];
        _labels = new int[maximumRows];
        _load = new RowLoop(workers, LoadRow);
        int inputs = network.Input.Overlay.InputCount;
        bool isPlain = !network.Traits.LabelsInInput && !network.Traits.NormalizesImages;
        _rows = new LayerRows(workers, maximumRows, inputs, isPlain ? new Matrix(1, inputs) : null)
        {
            Images = network.SharesImages ? new SharedImages(network.Input.Overlay, maximumRows) : null,
        };
    }

    /// <summary>Takes images, to show them with one label or several.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="samples">Indices of the images.</param>
    /// <param name="showing">0 outside of training, and there 1 more than the index of the epoch.</param>
    public void Take(ImageDataset data, ReadOnlySpan<int> samples, int showing = 0)
    {
        if (!ReferenceEquals(data, _data))
        {
            _data = data;
            _tables = [.. Enumerable.Range(0, data.Shape.Channels).Select(data.Normalization.Table)];
            SetBackground(data);
        }

        _imageCount = samples.Length;
        samples.CopyTo(_samples);
        if (_rows.Images is { } images)
        {
            images.Begin(_imageCount, showing);
            Load(samples, []);
        }
    }

    /// <summary>A row for each of the images that were taken, valid until the next call.</summary>
    /// <param name="labels">For each, the label in the input, or <see cref="NetworkRun.NoLabel"/>; may be empty where the network takes none.</param>
    public LayerRows Show(ReadOnlySpan<int> labels) => Show(_samples.AsSpan(0, _imageCount), labels, null);

    /// <summary>The rows of a batch, whose images were taken; valid until the next call.</summary>
    public LayerRows Show(LabelledBatch batch) => Show(batch.RowSamples.AsSpan(0, batch.RowCount), batch.Labels.AsSpan(0, batch.RowCount), batch);

    private LayerRows Show(ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, LabelledBatch? batch)
    {
        _rows.Begin(samples.Length, batch);
        if (_rows.Images is { } images)
        {
            images.SetLabels(labels);
        }
        else
        {
            Load(samples, labels);
        }

        return _rows;
    }

    private void Load(ReadOnlySpan<int> samples, ReadOnlySpan<int> labels)
    {
        samples.CopyTo(_rowSamples);
        labels = labels[..Math.Min(labels.Length, samples.Length)];
        labels.CopyTo(_labels);
        _labels.AsSpan(labels.Length, samples.Length - labels.Length).Fill(NetworkRun.NoLabel);
        _loadedCount = samples.Length;
        _load.Run(samples.Length);
    }

    private void SetBackground(ImageDataset data)
    {
        for (int channel = 0; _rows.Background is { } background && channel < _tables.Length; channel++)
        {
            background.Row(0).Slice(channel * data.Shape.PixelCount, data.Shape.PixelCount).Fill(data.HasBackground ? _tables[channel][0] : 0);
        }
    }

    private unsafe void LoadRow(int row)
    {
        if (row + ImagesAhead < _loadedCount)
        {
            PixelRow.Fetch(_data!.Pixels(_rowSamples[row + ImagesAhead]));
        }

        ActiveRows rows = _rows.Rows;
        Span<float> inputs = rows.Values.Row(row);
        PixelRow.Normalize(_data!.Pixels(_rowSamples[row]), _tables, inputs);
        _network.Code.Write(inputs, _labels[row]);
        float* start = rows.Values.RowStart(row);
        if (_rows.Background is { } background)
        {
            TensorPrimitives.Subtract(inputs, background.Row(0), inputs);
        }
        else if (_network.Traits.NormalizesImages)
        {
            float square = _kernels.SumOfSquares(start, rows.Values.Stride);
            TensorPrimitives.Multiply(inputs, HiddenLayer.InverseNorm(square), inputs);
        }

        _kernels.CollectActive(start, rows.Values.Stride, rows.ActiveUnits(row));
    }
}
