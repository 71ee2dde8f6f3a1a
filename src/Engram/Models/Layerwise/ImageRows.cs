using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// Makes rows of images: normalized pixels with a label as the network's code writes it, of unit length where the network normalizes images. Where
/// neither changes an image, rows are less the data set's background.
/// </summary>
internal sealed class ImageRows
{
    // A batch's images lie far apart in memory, so they are asked for before they are needed.
    private const int ImagesAhead = 2;

    private readonly KernelTable _kernels;
    private readonly LayerwiseNetwork _network;
    private readonly int[] _samples;
    private readonly int[] _labels;
    private readonly RowLoop _load;
    private readonly LayerRows _rows;
    private ImageDataset? _data;
    private float[][] _tables = [];

    public ImageRows(KernelTable kernels, WorkerPool workers, LayerwiseNetwork network, int maximumRows)
    {
        _kernels = kernels;
        _network = network;
        _samples = new int[maximumRows];
        _labels = new int[maximumRows];
        _load = new RowLoop(workers, LoadRow);
        int inputs = network.Input.Overlay.InputCount;
        bool isPlain = !network.Traits.LabelsInInput && !network.Traits.NormalizesImages;
        _rows = new LayerRows(workers, maximumRows, inputs, isPlain ? new Matrix(1, inputs) : null);
    }

    /// <summary>The rows of a batch, valid until the next call.</summary>
    public LayerRows Load(ImageDataset data, LabelledBatch batch) =>
        Load(data, batch.RowSamples.AsSpan(0, batch.RowCount), batch.Labels, batch);

    /// <summary>A row for each of some images.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="samples">Indices of the images.</param>
    /// <param name="labels">For each, the label in the input, or <see cref="NetworkRun.NoLabel"/>; may be empty where the network takes none.</param>
    public LayerRows Load(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels) => Load(data, samples, labels, null);

    private LayerRows Load(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, LabelledBatch? batch)
    {
        if (!ReferenceEquals(data, _data))
        {
            _data = data;
            _tables = [.. Enumerable.Range(0, data.Shape.Channels).Select(data.Normalization.Table)];
            SetBackground(data);
        }

        samples.CopyTo(_samples);
        labels[..Math.Min(labels.Length, samples.Length)].CopyTo(_labels);
        _rows.Begin(samples.Length, batch);
        _load.Run(samples.Length);
        return _rows;
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
        if (row + ImagesAhead < _rows.Count)
        {
            PixelRow.Fetch(_data!.Pixels(_samples[row + ImagesAhead]));
        }

        ActiveRows rows = _rows.Rows;
        Span<float> inputs = rows.Values.Row(row);
        PixelRow.Normalize(_data!.Pixels(_samples[row]), _tables, inputs);
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
