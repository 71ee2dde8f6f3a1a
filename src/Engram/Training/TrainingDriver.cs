using System.Diagnostics;
using Engram.Data;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Training;

/// <summary>A training under way: takes one step at a time and can be left off after any.</summary>
/// <remarks>
/// It goes through a model's phases, each for all its epochs: shuffles the images, draws wrong labels, hands out batches and
/// keeps account. What a batch teaches is the phase's affair.
/// </remarks>
internal sealed class TrainingDriver
{
    private readonly KernelTable _kernels = KernelTable.Current;
    private readonly WorkerPool _workers;
    private readonly ImageDataset _train;
    private readonly ValidationMeasure? _validation;
    private readonly TrainingSpec _spec;
    private readonly Model _model;

    // Epochs of each phase: those that it took once it has ended, before that those that it takes at most.
    private readonly int[] _epochs;
    private readonly NegativePolicy _negatives;
    private readonly AugmentedImages? _augmented;
    private readonly LabelledBatch _batch;
    private readonly int[] _trainedLabels;

    // Sample indices in the order in which the epoch's batches take them; none before the first epoch.
    private int[] _order = [];
    private TrainingPhase? _phase;

    internal TrainingDriver(TrainingState state, ValidationSplit images, WorkerPool workers)
    {
        State = state;
        _train = images.Train;
        _workers = workers;
        _spec = state.Spec;
        _validation = images.Validation is { } validation ? new ValidationMeasure(_kernels, workers, _spec, validation) : null;
        _augmented = AugmentedImages.AreAskedFor(_spec) ? new AugmentedImages(_spec, _train, workers) : null;
        _model = state.Network.Model;
        _epochs = [.. Enumerable.Range(0, _model.Definition.PhaseCount(_spec)).Select(EpochsOf)];
        _negatives = NegativePolicies.Find(_spec.Negatives);
        _batch = new LabelledBatch(state.BatchSize, _train.ClassCount, _model.Traits.HasNegatives);
        _trainedLabels = _train.TrainedLabels;
    }

    /// <summary>Where it stands; can be written to a file between steps.</summary>
    public TrainingState State { get; }

    /// <summary>
    /// Called before the first epoch of each phase, and after every epoch, with the phase's index and the epochs that it has trained: between the weights of the
    /// last epoch and those of the best, which may take their place.
    /// </summary>
    public Action<int, int>? EpochReached { get; set; }

    /// <summary>Epochs that a phase has trained.</summary>
    public int EpochsTaken(int phase) => State.EpochsOf(phase).Count();

    /// <summary>Images that accuracy is measured on after every epoch; 0 where the spec keeps none.</summary>
    public int ValidationSampleCount => _validation?.Count ?? 0;

    /// <summary>Steps of one epoch, the last short batch included.</summary>
    public int StepsPerEpoch => State.StepsPerEpoch;

    /// <summary>Steps of the whole training.</summary>
    public long TotalSteps => EpochsBefore(_epochs.Length) * StepsPerEpoch;

    /// <summary>Steps taken so far, those before a resumption included.</summary>
    public long CompletedSteps =>
        ((EpochsBefore(State.Position.LayerIndex) + State.Position.EpochIndex) * StepsPerEpoch) + State.Position.StepIndex;

    /// <summary>Whether no step is left.</summary>
    public bool IsComplete => CompletedSteps >= TotalSteps;

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
                _phase = _model.Definition.CreatePhase(_kernels, _workers, State, _augmented?.Images ?? _train, _batch.Samples.Length);
                State.LeaveTo(_phase.PutBack);
            }

            return _phase;
        }
    }

    /// <summary>Trains on one batch.</summary>
    /// <returns>Metrics of the epoch that this batch ended, one record per layer it trained; otherwise none.</returns>
    /// <exception cref="EngramException">The loss, or a weight at the end of an epoch, is no number any more; the sentence names layer, epoch and step.</exception>
    public IReadOnlyList<EpochMetrics> TakeStep()
    {
        if (IsComplete)
        {
            throw new InvalidOperationException("The training is complete.");
        }

        if (State.Position is { EpochIndex: 0, StepIndex: 0 })
        {
            EpochReached?.Invoke(State.Position.LayerIndex, 0);
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
            RequireWrong(State.WrongLabels);
        }
    }

    // A policy may come from outside, and one that shows a true label as a wrong one would train nonsense without a word.
    private void RequireWrong(ReadOnlySpan<int> wrongLabels)
    {
        for (int sample = 0; sample < wrongLabels.Length; sample++)
        {
            int label = wrongLabels[sample];
            if (label == _train.Labels[sample] || Array.BinarySearch(_trainedLabels, label) < 0)
            {
                throw new InvalidOperationException(
                    $"The negative policy '{_negatives}' drew label {label} for image {sample} of label {_train.Labels[sample]}; a wrong label is one of NegativeContext.TrainedLabels and not the image's own.");
            }
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

        IReadOnlyList<EpochMetrics> ended = EndEpoch(phase, position.EpochIndex);
        int epochs = position.EpochIndex + 1;
        if (epochs < _epochs[position.LayerIndex] && !HasStoppedImproving(position))
        {
            State.Position = new TrainingPosition(position.LayerIndex, epochs, 0);
            return ended;
        }

        EndPhase();
        _epochs[position.LayerIndex] = epochs;
        State.Position = new TrainingPosition(position.LayerIndex + 1, 0, 0);
        return ended;
    }

    // What a phase has its own copy of is put back before better parameters take its place. And the state may live long after the training.
    private void EndPhase()
    {
        _phase = null;
        State.LeaveTo(null);
        State.RestoreBest();
    }

    private bool HasStoppedImproving(TrainingPosition position) =>
        _spec.EarlyStopping is { } patience && position.EpochIndex - State.BestEpochOf(position.LayerIndex) >= patience;

    private int EpochsOf(int phase) =>
        phase < State.Position.LayerIndex && State.EpochsOf(phase).Count() is > 0 and int taken ? taken : State.PlannedEpochsOf(phase);

    private long EpochsBefore(int phase)
    {
        long epochs = 0;
        foreach (int ofPhase in _epochs.AsSpan(0, phase))
        {
            epochs += ofPhase;
        }

        return epochs;
    }

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
        IReadOnlyList<EpochMetrics> ended = Validate(phase, phase.Metrics(epochIndex));
        foreach (EpochMetrics metrics in ended)
        {
            State.Record(metrics);
        }

        if (_spec.KeepBest && State.BestEpochOf(phase.Index) == epochIndex)
        {
            State.KeepBest();
        }

        foreach (int layer in phase.Layers)
        {
            State.Totals[layer] = new EpochTotals(State.Network.LayerShapes[layer].ViewUnits);
        }

        EpochReached?.Invoke(phase.Index, epochIndex + 1);
        return ended;
    }

    private IReadOnlyList<EpochMetrics> Validate(TrainingPhase phase, IReadOnlyList<EpochMetrics> ended)
    {
        if (_validation is null)
        {
            return ended;
        }

        double[] accuracies = _validation.Accuracies(State.Network, phase.Layers);
        return [.. ended.Select(metrics => metrics with { ValidationAccuracy = accuracies[(metrics.LayerIndex ?? phase.Layers[^1]) - phase.Layers[0]] })];
    }
}
