namespace Engram.Labels;

/// <summary>What a negative policy may look at, at the start of an epoch.</summary>
public sealed class NegativeContext
{
    private readonly int[] _trainedLabels;
    private readonly Func<float[]> _labelProbabilities;
    private float[]? _probabilities;

    internal NegativeContext(ImageDataset train, int[] trainedLabels, ulong seed, int layerIndex, int epochIndex, Func<float[]> labelProbabilities)
    {
        Train = train;
        Seed = seed;
        LayerIndex = layerIndex;
        EpochIndex = epochIndex;
        _trainedLabels = trainedLabels;
        _labelProbabilities = labelProbabilities;
    }

    /// <summary>The training images.</summary>
    public ImageDataset Train { get; }

    /// <summary>The labels that may be drawn, ascending: that of a class that was left out is never shown.</summary>
    public ReadOnlySpan<int> TrainedLabels => _trainedLabels;

    /// <summary>Seed of the run.</summary>
    public ulong Seed { get; }

    /// <summary>Layer in training, from 0.</summary>
    public int LayerIndex { get; }

    /// <summary>Epoch of that layer, from 0.</summary>
    public int EpochIndex { get; }

    /// <summary>
    /// The network's softmax over labels for all training images, [samples, labels], averaged over the layers trained so far and the one in training.
    /// Computed when it is first asked for, which takes as long as predicting these images.
    /// </summary>
    public ReadOnlySpan<float> LabelProbabilities() => _probabilities ??= _labelProbabilities();

    /// <summary>The random numbers of this epoch: the same in every run of this seed, wherever it was resumed.</summary>
    public RandomStream EpochStream() => RandomStream.For(Seed, RandomPurpose.Negatives, LayerIndex, EpochIndex);

    /// <summary>The random numbers of this run, from their first in every epoch.</summary>
    public RandomStream RunStream() => RandomStream.For(Seed, RandomPurpose.Negatives);
}
