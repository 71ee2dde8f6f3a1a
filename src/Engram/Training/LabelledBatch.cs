using Engram.Data;

namespace Engram.Training;

/// <summary>
/// The images of one step and the labels written into them. Rows are the positives and then, in the same order of images,
/// the negatives, where a model has them. Images are ordered by true label: the loss is a mean, so order within a batch is free, and
/// products gain by what neighbours of one category have in common.
/// </summary>
internal sealed class LabelledBatch(int maximumImages, int classCount, bool hasNegatives = true)
{
    private readonly int[] _labelStarts = new int[classCount + 1];
    private readonly int[] _sampleLabels = new int[maximumImages];
    private readonly int[] _rowGroupEnds = new int[hasNegatives ? classCount + 1 : classCount];
    private readonly int[] _order = new int[maximumImages];

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

    /// <summary>A number for a row's image and label among all pairs of sample and label.</summary>
    public int PairIndex(int row) => (RowSamples[row] * classCount) + Labels[row];

    public void Fill(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<byte> wrongLabels)
    {
        ImageCount = samples.Length;
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

    private void SortByLabel(ReadOnlySpan<byte> labels, ReadOnlySpan<int> samples)
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
