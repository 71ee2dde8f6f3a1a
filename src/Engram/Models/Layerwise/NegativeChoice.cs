using Engram.Labels;

namespace Engram.Models.Layerwise;

/// <summary>Chooses a batch's wrong labels by the goodness that candidates have now.</summary>
internal sealed class NegativeChoice
{
    /// <summary>Scores rows of images with labels in them.</summary>
    /// <param name="samples">Indices of the images, no more than a batch has rows.</param>
    /// <param name="labels">A label for each.</param>
    /// <param name="sums">Receives the score of each row, summed over layers.</param>
    public delegate void Scorer(ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, Span<float> sums);

    private readonly CandidateNegatives _policy;
    private readonly ulong _seed;
    private readonly Scorer _score;
    private readonly RandomStream _random = new(0);
    private readonly int[] _trainedLabels;
    private readonly int[] _wrong;
    private readonly int _candidateCount;
    private readonly int _maximumRows;
    private readonly int[] _samples;
    private readonly int[] _labels;
    private readonly float[] _goodness;

    /// <param name="policy">How one is chosen.</param>
    /// <param name="train">The images.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="maximumRows">Rows of a batch.</param>
    /// <param name="score">Scores rows.</param>
    public NegativeChoice(CandidateNegatives policy, ImageDataset train, ulong seed, int maximumRows, Scorer score)
    {
        _policy = policy;
        _seed = seed;
        _score = score;
        _maximumRows = maximumRows;
        _trainedLabels = train.TrainedLabels;
        _wrong = new int[_trainedLabels.Length - 1];
        _candidateCount = policy.CountCandidates(_wrong.Length);
        int rows = maximumRows / 2 * _candidateCount;
        _samples = new int[rows];
        _labels = new int[rows];
        _goodness = new float[rows];
    }

    /// <summary>Chooses the wrong label of every image of a batch.</summary>
    public void Choose(LabelledBatch batch, TrainingPosition position)
    {
        _random.Become(_seed, RandomPurpose.StepNegatives, position.LayerIndex, position.EpochIndex, position.StepIndex);
        for (int image = 0; image < batch.ImageCount; image++)
        {
            DrawCandidates(image, batch);
        }

        int rows = batch.ImageCount * _candidateCount;
        for (int first = 0; first < rows && _candidateCount > 1; first += _maximumRows)
        {
            int count = Math.Min(_maximumRows, rows - first);
            _score(_samples.AsSpan(first, count), _labels.AsSpan(first, count), _goodness.AsSpan(first, count));
        }

        for (int image = 0; image < batch.ImageCount; image++)
        {
            int chosen = _candidateCount > 1 ? _policy.Choose(_goodness.AsSpan(image * _candidateCount, _candidateCount), _random) : 0;
            batch.SetWrongLabel(image, _labels[(image * _candidateCount) + chosen]);
        }
    }

    // The first places of a shuffle: no label is drawn twice.
    private void DrawCandidates(int image, LabelledBatch batch)
    {
        int count = 0;
        foreach (int label in _trainedLabels)
        {
            if (label != batch.Labels[image])
            {
                _wrong[count++] = label;
            }
        }

        for (int candidate = 0; candidate < _candidateCount; candidate++)
        {
            int other = candidate + _random.NextIndex(count - candidate);
            (_wrong[candidate], _wrong[other]) = (_wrong[other], _wrong[candidate]);
            _samples[(image * _candidateCount) + candidate] = batch.Samples[image];
            _labels[(image * _candidateCount) + candidate] = _wrong[candidate];
        }
    }
}
