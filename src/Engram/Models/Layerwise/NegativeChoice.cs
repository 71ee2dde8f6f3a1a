using Engram.Labels;

namespace Engram.Models.Layerwise;

/// <summary>Chooses a batch's wrong labels by the goodness that candidates have now.</summary>
internal sealed class NegativeChoice
{
    /// <summary>Scores the images of a batch with labels in them.</summary>
    /// <param name="labels">A label for each.</param>
    /// <param name="sums">Receives the score of each, summed over layers.</param>
    public delegate void Scorer(ReadOnlySpan<int> labels, Span<float> sums);

    private readonly CandidateNegatives _policy;
    private readonly ulong _seed;
    private readonly Scorer _score;
    private readonly RandomStream _random = new(0);
    private readonly int[] _trainedLabels;
    private readonly int[] _wrong;
    private readonly int _candidateCount;
    private readonly int[] _labels;
    private readonly float[] _goodness;
    private readonly float[] _ofImage;

    /// <param name="policy">How one is chosen.</param>
    /// <param name="train">The images.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="maximumImages">Images of a batch.</param>
    /// <param name="score">Scores them.</param>
    public NegativeChoice(CandidateNegatives policy, ImageDataset train, ulong seed, int maximumImages, Scorer score)
    {
        _policy = policy;
        _seed = seed;
        _score = score;
        _trainedLabels = train.TrainedLabels;
        _wrong = new int[_trainedLabels.Length - 1];
        _candidateCount = policy.CountCandidates(_wrong.Length);
        _labels = new int[maximumImages * _candidateCount];
        _goodness = new float[maximumImages * _candidateCount];
        _ofImage = new float[_candidateCount];
    }

    /// <summary>Chooses the wrong label of every image of a batch.</summary>
    public void Choose(LabelledBatch batch, TrainingPosition position)
    {
        _random.Become(_seed, RandomPurpose.StepNegatives, position.LayerIndex, position.EpochIndex, position.StepIndex);
        for (int image = 0; image < batch.ImageCount; image++)
        {
            DrawCandidates(image, batch);
        }

        // Candidate by candidate, so that what images have in common with all labels is made once.
        int images = batch.ImageCount;
        for (int first = 0; first < images * _candidateCount && _candidateCount > 1; first += images)
        {
            _score(_labels.AsSpan(first, images), _goodness.AsSpan(first, images));
        }

        for (int image = 0; image < images; image++)
        {
            batch.SetWrongLabel(image, _labels[(Choose(image, images) * images) + image]);
        }
    }

    private int Choose(int image, int images)
    {
        for (int candidate = 0; candidate < _candidateCount; candidate++)
        {
            _ofImage[candidate] = _goodness[(candidate * images) + image];
        }

        return _candidateCount > 1 ? _policy.Choose(_ofImage, _random) : 0;
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
            _labels[(candidate * batch.ImageCount) + image] = _wrong[candidate];
        }
    }
}
