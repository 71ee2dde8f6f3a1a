using Engram.Tensors;

namespace Engram.Labels;

/// <summary>
/// The images of one step and the labels written into them. Rows are the positives and then, in the same order of images,
/// the negatives, where a model has them. Images are ordered by true label: the loss is a mean, so order within a batch is free, and
/// products gain by what neighbours of one category have in common.
/// </summary>
internal sealed class LabelledBatch(int maximumImages, int classCount, bool hasNegatives = true)
{
    /// <summary>The number of a row of which nothing is remembered.</summary>
    public const int NoNumber = -1;

    // A number takes a few bytes, whether its pair ever comes or not.
    private const int MostPairs = 1 << 24;

    private readonly int[] _labelStarts = new int[classCount + 1];
    private readonly int[] _sampleLabels = new int[maximumImages];
    private readonly int[] _rowGroupEnds = new int[hasNegatives ? classCount + 1 : classCount];
    private readonly int[] _order = new int[maximumImages];
    private bool _numbersPairs;

    /// <summary>Sample indices of the images.</summary>
    public int[] Samples { get; } = new int[maximumImages];

    /// <summary>For each row, the index of its image within the batch.</summary>
    public int[] Images { get; } = new int[2 * maximumImages];

    /// <summary>For each row, the sample index of its image in the data set.</summary>
    public int[] RowSamples { get; } = new int[2 * maximumImages];

    /// <summary>For each row, the label written into it.</summary>
    public int[] Labels { get; } = new int[2 * maximumImages];

    public int ImageCount { get; private set; }

    /// <summary>Positives and negatives.</summary>
    public int RowCount => hasNegatives ? 2 * ImageCount : ImageCount;

    /// <summary>Ends of the groups of positives of one label.</summary>
    public ReadOnlySpan<int> ImageGroupEnds => _labelStarts.AsSpan(1);

    /// <summary>Ends of the groups of rows: positives label by label, then all negatives.</summary>
    public ReadOnlySpan<int> RowGroupEnds => _rowGroupEnds;

    /// <summary>
    /// How many numbers there are: one for every pair of sample and label; one for every sample with its true label where pairs are very many,
    /// since then a wrong label hardly comes again.
    /// </summary>
    public static int CountNumbers(ImageDataset data) => NumbersPairs(data) ? data.Count * data.ClassCount : data.Count;

    /// <summary>The number of a row's image and label, or <see cref="NoNumber"/>.</summary>
    public int Number(int row) =>
        _numbersPairs ? (RowSamples[row] * classCount) + Labels[row] : row < ImageCount ? RowSamples[row] : NoNumber;

    public void Fill(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> wrongLabels)
    {
        ImageCount = samples.Length;
        _numbersPairs = NumbersPairs(data);
        SortByLabel(data.Labels, samples);
        for (int image = 0; image < ImageCount; image++)
        {
            int sample = Samples[image];
            Images[image] = Images[ImageCount + image] = image;
            RowSamples[image] = RowSamples[ImageCount + image] = sample;
            Labels[image] = data.Labels[sample];
            Labels[ImageCount + image] = wrongLabels[sample];
        }
    }

    /// <summary>Gives the negative of an image another wrong label.</summary>
    public void SetWrongLabel(int image, int label) => Labels[ImageCount + image] = label;

    private static bool NumbersPairs(ImageDataset data) => (long)data.Count * data.ClassCount <= MostPairs;

    private void SortByLabel(ReadOnlySpan<int> labels, ReadOnlySpan<int> samples)
    {
        for (int place = 0; place < samples.Length; place++)
        {
            _sampleLabels[place] = labels[samples[place]];
        }

        CountingSort.Order(_sampleLabels.AsSpan(0, samples.Length), _order, _labelStarts);
        for (int image = 0; image < samples.Length; image++)
        {
            Samples[image] = samples[_order[image]];
        }

        ImageGroupEnds.CopyTo(_rowGroupEnds);
        _rowGroupEnds[^1] = RowCount;
    }
}
