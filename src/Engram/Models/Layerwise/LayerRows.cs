using System.Numerics.Tensors;
using Engram.Labels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>Rows on their way through a network: images, or what a layer makes of them. The numbers of a row stand in the order of its shape.</summary>
internal sealed class LayerRows
{
    private readonly RowLoop _normalize;
    private readonly float _length;

    /// <param name="workers">Threads.</param>
    /// <param name="maximumRows">Rows that there may be.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="background">What is to be added to every row; null for nothing.</param>
    /// <param name="length">The length that rows are brought to where they are normalized.</param>
    /// <param name="spikes">When the units of each row fire, where they do.</param>
    public LayerRows(WorkerPool workers, int maximumRows, int width, Matrix? background = null, float length = 1, SpikeTrains? spikes = null)
    {
        _length = length;
        Rows = new ActiveRows(maximumRows, width);
        SquaredLengths = new float[maximumRows];
        Background = background;
        Spikes = spikes;
        _normalize = new RowLoop(workers, NormalizeRow);
    }

    /// <summary>The values, with one bit for each that is not zero.</summary>
    public ActiveRows Rows { get; }

    /// <summary>
    /// What all rows have in common and <see cref="Rows"/> are less of, so that an image has few values that are not zero; null for nothing. A layer
    /// that is linear in its input adds its share once.
    /// </summary>
    public Matrix? Background { get; }

    /// <summary>When the units of each row fire, <see cref="Rows"/> then being how often; null where nothing fires.</summary>
    public SpikeTrains? Spikes { get; }

    /// <summary>Images that the rows share with labels of their own, <see cref="Rows"/> then being one for each image; null where every row has all of its own.</summary>
    public SharedImages? Images { get; init; }

    /// <summary>Σ values² of each row of activations.</summary>
    public float[] SquaredLengths { get; }

    /// <summary>How many rows there are now.</summary>
    public int Count { get; private set; }

    /// <summary>The batch whose rows they are; null outside of training.</summary>
    public LabelledBatch? Batch { get; private set; }

    /// <summary>Ends of groups of rows that have much in common, within which products are free to choose an order; empty outside of training.</summary>
    public ReadOnlySpan<int> Groups => Batch is null ? [] : Batch.ImageGroupEnds;

    /// <summary>Ends of the groups of rows whose shares in a gradient are added together.</summary>
    public ReadOnlySpan<int> GradientGroups => Batch!.RowGroupEnds;

    /// <summary>Says which rows there are.</summary>
    public void Begin(int count, LabelledBatch? batch) => (Count, Batch) = (count, batch);

    /// <summary>The same rows as those that are made of them.</summary>
    public void Begin(LayerRows like) => Begin(like.Count, like.Batch);

    /// <summary>Brings every row to the same length.</summary>
    public void Normalize() => _normalize.Run(Count);

    /// <summary>Brings a row to that length; one of zeros stays so.</summary>
    public void NormalizeRow(int row) => HiddenLayer.Normalize(Rows, Rows, row, SquaredLengths[row], _length);

    /// <summary>How many events of a row drive the layer above: its spikes in all steps, or its numbers that are not zero, those of its label included.</summary>
    public unsafe int CountEvents(int row)
    {
        if (Spikes is not null)
        {
            return ActiveRows.CountBits(Spikes.At(row, 0), Spikes.Steps * Spikes.Words);
        }

        return Images is null ? Rows.ActiveCount(row) : Rows.ActiveCount(row % Images.Count) + Images.CountLabelInputs(row);
    }

    /// <summary>Takes the spikes away of units of a row that are not active, as where dropout has silenced them; those of the others stay as they are.</summary>
    public unsafe void DropSpikes(int row)
    {
        for (int step = 0; Spikes is not null && step < Spikes.Steps; step++)
        {
            Span<ulong> fires = new(Spikes.At(row, step), Spikes.Words);
            TensorPrimitives.BitwiseAnd(fires, new ReadOnlySpan<ulong>(Rows.ActiveUnits(row), Spikes.Words), fires);
        }
    }
}
