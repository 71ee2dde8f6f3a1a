using Engram.Kernels;
using Engram.Models;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Analysis.ReadOuts;

/// <summary>
/// Features of the images of a data set, those of some layers side by side. They are kept where they fit into a bound and otherwise made anew
/// whenever they are asked for, which gives the same bits.
/// </summary>
internal sealed class FeatureRows
{
    /// <summary>Bytes of features that are kept at most: 1 GiB.</summary>
    public const long MostBytes = 1L << 30;

    private readonly ImageDataset _images;
    private readonly NetworkRun _run;
    private readonly int _imagesAtOnce;
    private readonly (int Start, int Length)[] _parts;
    private readonly Matrix _whole;
    private readonly Matrix _rows;
    private readonly int[] _samples;

    /// <param name="network">The network.</param>
    /// <param name="images">The images, as it takes them.</param>
    /// <param name="layers">0-based indices of the layers, ascending.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="maximumRows">Images that are asked for at once.</param>
    /// <param name="mostBytes">How much may be kept; 0 where images are asked for once.</param>
    public FeatureRows(NetworkBody network, ImageDataset images, IReadOnlyList<int> layers, WorkerPool workers, int maximumRows, long mostBytes)
    {
        _images = images;
        _imagesAtOnce = Math.Min(network.ImagesAtOnce, images.Count);
        _run = network.CreateRun(KernelTable.Current, workers, _imagesAtOnce, layers[^1] + 1);
        int[] ends = new int[_run.FeatureCounts.Count + 1];
        for (int layer = 0; layer < _run.FeatureCounts.Count; layer++)
        {
            ends[layer + 1] = checked(ends[layer] + _run.FeatureCounts[layer]);
        }

        _parts = [.. layers.Select(layer => (ends[layer], _run.FeatureCounts[layer]))];
        _whole = new Matrix(_imagesAtOnce, ends[^1]);
        int width = _parts.Sum(part => part.Length);
        AreKept = (long)images.Count * Matrix.Padded(width) * sizeof(float) <= mostBytes;
        _rows = new Matrix(AreKept ? images.Count : maximumRows, width);
        _samples = new int[maximumRows];
        if (AreKept)
        {
            Compute([.. Enumerable.Range(0, images.Count)]);
        }
    }

    /// <summary>Number of images.</summary>
    public int Count => _images.Count;

    /// <summary>Whether they are kept.</summary>
    public bool AreKept { get; }

    /// <summary>Features of each of the layers.</summary>
    public IEnumerable<int> Counts => _parts.Select(part => part.Length);

    /// <summary>Has the features of some images ready, no more than can be asked for at once.</summary>
    public void Load(ReadOnlySpan<int> samples)
    {
        samples.CopyTo(_samples);
        if (!AreKept)
        {
            Compute(samples);
        }
    }

    /// <summary>The features of one of the images that were asked for last.</summary>
    public ReadOnlySpan<float> Row(int place) => _rows.Row(AreKept ? _samples[place] : place);

    private void Compute(ReadOnlySpan<int> samples)
    {
        for (int first = 0; first < samples.Length; first += _imagesAtOnce)
        {
            int count = Math.Min(_imagesAtOnce, samples.Length - first);
            _run.WriteFeatures(_images, samples.Slice(first, count), _whole);
            for (int row = 0; row < count; row++)
            {
                Span<float> features = _rows.Row(first + row);
                foreach ((int start, int length) in _parts)
                {
                    _whole.Row(row).Slice(start, length).CopyTo(features);
                    features = features[length..];
                }
            }
        }
    }
}
