using System.Diagnostics;
using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// Trains every layer on its own goodness: positive samples above the threshold, negative ones below it
/// (Hinton 2022, arXiv 2212.13345; Tosato et al., arXiv 2305.18353).
/// </summary>
internal sealed class ForwardForwardTrainer : Trainer
{
    private readonly KernelTable _kernels = KernelTable.Current;
    private readonly WorkerPool _workers;
    private readonly ImageDataset _train;
    private readonly TrainingSpec _spec;
    private readonly TrainingSchedule _schedule;
    private readonly NegativePolicy _negatives;
    private readonly LabelledBatch _batch;
    private readonly int[] _order;
    private TrainingPhase? _phase;

    public ForwardForwardTrainer(TrainingState state, ImageDataset train, WorkerPool workers)
    {
        State = state;
        _train = train;
        _workers = workers;
        _spec = state.Spec;
        _schedule = TrainingSchedules.Find(_spec.Schedule);
        _negatives = NegativePolicies.Find(_spec.Negatives);
        int batchSize = Math.Min(_spec.BatchSize, train.Count);
        StepsPerEpoch = (train.Count + batchSize - 1) / batchSize;
        _batch = new LabelledBatch(batchSize, train.ClassCount);
        _order = new int[train.Count];
        if (!IsComplete && state.Position.StepIndex > 0)
        {
            ShuffleSamples();
        }
    }

    public override TrainingState State { get; }

    public override int StepsPerEpoch { get; }

    public override long TotalSteps => (long)PhaseCount * _spec.Epochs * StepsPerEpoch;

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
                CollectGarbage();
                Range layers = _schedule.TrainedLayers(State.Position.LayerIndex, State.Network.Layers.Count);
                _phase = new TrainingPhase(_kernels, _workers, State, _train, State.Position.LayerIndex, layers, _batch.Samples.Length);
            }

            return _phase;
        }
    }

    private int PhaseCount => _schedule.PhaseCount(State.Network.Layers.Count);

    public override IReadOnlyList<EpochMetrics> TakeStep()
    {
        if (IsComplete)
        {
            throw new InvalidOperationException("The training is complete.");
        }

        long started = Stopwatch.GetTimestamp();
        TrainingPhase phase = Phase;
        if (State.Position.StepIndex == 0)
        {
            BeginEpoch();
        }

        FillBatch();
        phase.Step(_batch, StepNumberOfPhase());
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (int layer in phase.Layers)
        {
            State.Totals[layer].Seconds += seconds / phase.Layers.Count;
        }

        return Advance(phase);
    }

    private long StepNumberOfPhase() => ((long)State.Position.EpochIndex * StepsPerEpoch) + State.Position.StepIndex + 1;

    private void BeginEpoch()
    {
        ShuffleSamples();
        TrainingPosition position = State.Position;
        NegativeContext context = new(_train, _spec.Seed, position.LayerIndex, position.EpochIndex, LabelProbabilities);
        _negatives.Draw(context, State.WrongLabels);
    }

    private void ShuffleSamples()
    {
        for (int sample = 0; sample < _order.Length; sample++)
        {
            _order[sample] = sample;
        }

        TrainingPosition position = State.Position;
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
        int layerCount = _schedule.TrainedLayers(State.Position.LayerIndex, State.Network.Layers.Count).End.Value;
        LabelGoodness labelGoodness = new(_kernels, _workers, State.Network, layerCount);
        float[] goodness = labelGoodness.Compute(_train);
        int labels = labelGoodness.LabelCount;
        float[] probabilities = new float[(long)_train.Count * labels];
        SoftmaxPrediction softmax = new();
        for (int sample = 0; sample < _train.Count; sample++)
        {
            Span<float> ofSample = probabilities.AsSpan(sample * labels, labels);
            for (int layer = 0; layer < layerCount; layer++)
            {
                softmax.Add(goodness.AsSpan(((sample * layerCount) + layer) * labels, labels), ofSample);
            }
        }

        return probabilities;
    }

    private List<EpochMetrics> Advance(TrainingPhase phase)
    {
        TrainingPosition position = State.Position;
        if (position.StepIndex + 1 < StepsPerEpoch)
        {
            State.Position = position with { StepIndex = position.StepIndex + 1 };
            return [];
        }

        CollectGarbage();
        List<EpochMetrics> ended = [.. phase.Layers.Select(layer => EndEpoch(layer, position.EpochIndex))];
        State.Position = position.EpochIndex + 1 < _spec.Epochs
            ? new TrainingPosition(position.LayerIndex, position.EpochIndex + 1, 0)
            : new TrainingPosition(position.LayerIndex + 1, 0, 0);
        return ended;
    }

    private EpochMetrics EndEpoch(int layer, int epochIndex)
    {
        int units = State.Network.Layers[layer].OutputSize;
        EpochMetrics metrics = State.Totals[layer].ToMetrics(layer, epochIndex, units);
        State.Record(metrics);
        State.Totals[layer] = new EpochTotals(units);
        return metrics;
    }

    // A step leaves little behind, but left alone it stays until memory is short: a hundred megabytes over a run.
    // Collecting costs a millisecond or two per epoch, since the large arrays hold no references.
    private static void CollectGarbage() => GC.Collect();
}
