using System.Diagnostics;
using Engram.Data;
using Engram.Families;
using Engram.Kernels;
using Engram.Models;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// Goes through a model's phases, each for all its epochs: shuffles the images, draws wrong labels, hands out batches and
/// keeps account. What a batch teaches is the phase's affair.
/// </summary>
internal sealed class PhasedTrainer : Trainer
{
    private readonly KernelTable _kernels = KernelTable.Current;
    private readonly WorkerPool _workers;
    private readonly ImageDataset _train;
    private readonly TrainingSpec _spec;
    private readonly Model _model;
    private readonly int _phaseCount;
    private readonly NegativePolicy _negatives;
    private readonly AugmentedImages? _augmented;
    private readonly LabelledBatch _batch;
    private readonly int[] _trainedLabels;

    // Sample indices in the order in which the epoch's batches take them; none before the first epoch.
    private int[] _order = [];
    private TrainingPhase? _phase;

    public PhasedTrainer(TrainingState state, ImageDataset train, WorkerPool workers)
    {
        State = state;
        _train = train;
        _workers = workers;
        _spec = state.Spec;
        _augmented = AugmentedImages.AreAskedFor(_spec) ? new AugmentedImages(_spec, train, workers) : null;
        _model = ModelTable.Find(_spec.Model);
        _phaseCount = _model.PhaseCount(_spec);
        _negatives = NegativePolicies.Find(_spec.Negatives);
        _batch = new LabelledBatch(state.BatchSize, train.ClassCount, _model.Traits.HasNegatives);
        _trainedLabels = TrainedLabels(train);
    }

    public override TrainingState State { get; }

    public override int StepsPerEpoch => State.StepsPerEpoch;

    public override long TotalSteps => (long)_phaseCount * _spec.Epochs * StepsPerEpoch;

    public override long CompletedSteps =>
        ((((long)State.Position.LayerIndex * _spec.Epochs) + State.Position.EpochIndex) * StepsPerEpoch) + State.Position.StepIndex;

    /// <summary>The layers in training and their work space, for tests that look at gradients.</summary>
    internal TrainingPhase Phase
    {
        get
        {
            if (_phase is null || _phase.Index != State.Position.LayerIndex)
            {
                // Dropped before its successor is made, so that both need not fit into memory.
                _phase = null;
                State.LeaveTo(null);
                WorkSpace.Release();
                _phase = _model.CreatePhase(_kernels, _workers, State, _augmented?.Images ?? _train, _batch.Samples.Length);
                State.LeaveTo(_phase.PutBack);
            }

            return _phase;
        }
    }

    public override IReadOnlyList<EpochMetrics> TakeStep()
    {
        if (IsComplete)
        {
            throw new InvalidOperationException("The training is complete.");
        }

        long started = Stopwatch.GetTimestamp();
        TrainingPhase phase = Phase;
        if (State.Position.StepIndex == 0 || _order.Length == 0)
        {
            EnterEpoch();
        }

        FillBatch();
        phase.Step(_batch, StepNumberOfPhase());
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (int layer in phase.Layers)
        {
            State.Totals[layer].Seconds += seconds / phase.Layers.Length;
        }

        return Advance(phase);
    }

    /// <summary>The labels that a network may be shown, ascending: all but that of a class that was left out.</summary>
    internal static int[] TrainedLabels(ImageDataset train) =>
        [.. Enumerable.Range(0, train.ClassCount).Where(label => label != train.LeftOutLabel)];

    private long StepNumberOfPhase() => ((long)State.Position.EpochIndex * StepsPerEpoch) + State.Position.StepIndex + 1;

    // A resumed training enters an epoch in its midst, with the wrong labels that it was left with.
    private void EnterEpoch()
    {
        TrainingPosition position = State.Position;
        _augmented?.Draw(position);
        DrawOrder(position);
        if (position.StepIndex == 0 && _model.Traits.HasNegatives)
        {
            NegativeContext context = new(_train, _trainedLabels, _spec.Seed, position.LayerIndex, position.EpochIndex, LabelProbabilities);
            _negatives.Draw(context, State.WrongLabels);
        }
    }

    private void DrawOrder(TrainingPosition position)
    {
        if (_order.Length == 0)
        {
            _order = new int[_train.Count];
        }

        for (int sample = 0; sample < _order.Length; sample++)
        {
            _order[sample] = sample;
        }

        RandomStream.For(_spec.Seed, RandomPurpose.SampleOrder, position.LayerIndex, position.EpochIndex).Shuffle(_order);
    }

    private void FillBatch()
    {
        int first = State.Position.StepIndex * _batch.Samples.Length;
        int count = Math.Min(_batch.Samples.Length, _train.Count - first);
        _batch.Fill(_train, _order.AsSpan(first, count), State.WrongLabels);
    }

    private float[] LabelProbabilities()
    {
        int layerCount = Phase.Layers[^1] + 1;
        LabelScores scores = LabelScores.Compute(_kernels, _workers, State.Network, _train, layerCount);
        int labels = scores.LabelCount;
        float[] probabilities = new float[(long)_train.Count * labels];
        SoftmaxPrediction softmax = new();
        for (int sample = 0; sample < _train.Count; sample++)
        {
            Span<float> ofSample = probabilities.AsSpan(sample * labels, labels);
            for (int layer = 0; layer < layerCount; layer++)
            {
                softmax.Add(scores.Values.AsSpan(((sample * layerCount) + layer) * labels, labels), ofSample);
            }
        }

        return probabilities;
    }

    private IReadOnlyList<EpochMetrics> Advance(TrainingPhase phase)
    {
        TrainingPosition position = State.Position;
        if (position.StepIndex + 1 < StepsPerEpoch)
        {
            State.Position = position with { StepIndex = position.StepIndex + 1 };
            return [];
        }

        WorkSpace.Release();
        IReadOnlyList<EpochMetrics> ended = EndEpoch(phase, position.EpochIndex);
        State.Position = NextEpoch(position);
        if (IsComplete)
        {
            // The state may live long after the training.
            _phase = null;
            State.LeaveTo(null);
        }

        return ended;
    }

    private TrainingPosition NextEpoch(TrainingPosition position) => position.EpochIndex + 1 < _spec.Epochs
        ? new TrainingPosition(position.LayerIndex, position.EpochIndex + 1, 0)
        : new TrainingPosition(position.LayerIndex + 1, 0, 0);

    /// <summary>No later loss tells of what the last step has done to the weights; and no checkpoint is to hold it.</summary>
    private void RequireFinite(int epochIndex)
    {
        if (State.Network.FindNonFinite() is { } whose)
        {
            throw new EngramException(
                $"{whose} has a weight or bias that is no finite number after epoch {epochIndex + 1}; use a smaller learningRate than {_spec.LearningRate}.");
        }
    }

    private IReadOnlyList<EpochMetrics> EndEpoch(TrainingPhase phase, int epochIndex)
    {
        phase.PutBack();
        RequireFinite(epochIndex);
        IReadOnlyList<EpochMetrics> ended = phase.Metrics(epochIndex);
        foreach (EpochMetrics metrics in ended)
        {
            State.Record(metrics);
        }

        foreach (int layer in phase.Layers)
        {
            State.Totals[layer] = new EpochTotals(State.Network.LayerShapes[layer].ViewUnits);
        }

        return ended;
    }
}
