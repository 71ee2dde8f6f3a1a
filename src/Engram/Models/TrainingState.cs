using Engram.Layers;
using Engram.Optimizers;
using Engram.Storage;

namespace Engram.Models;

/// <summary>
/// All that a training needs to go on from where it stands: equal states and equal data continue with equal bits. Random
/// streams are named by seed and place, so the place is their whole state.
/// </summary>
internal sealed class TrainingState
{
    private readonly List<EpochMetrics> _history = [];
    private readonly NetworkBody _network;
    private readonly Optimizer _optimizer;
    private readonly ParameterSlots[] _slots;
    private Parameter[] _best = [];
    private Action? _bringUpToDate;

    internal TrainingState(TrainingSpec spec, NetworkBody network, string dataFingerprint, int trainSampleCount, int[] wrongLabels)
        : this(spec, network, dataFingerprint, trainSampleCount, wrongLabels, slots: null)
    {
    }

    private TrainingState(
        TrainingSpec spec, NetworkBody network, string dataFingerprint, int trainSampleCount, int[] wrongLabels, ParameterSlots[]? slots)
    {
        Spec = spec;
        _optimizer = OptimizerTable.Find(spec.Optimizer);
        _network = network;
        DataFingerprint = dataFingerprint;
        TrainSampleCount = trainSampleCount;
        WrongLabels = wrongLabels;
        _slots = slots ?? [.. network.Parameters.Where(parameter => parameter.IsTrained).Select(parameter => new ParameterSlots(parameter, _optimizer))];
        Totals = [.. network.LayerShapes.Select(shape => new EpochTotals(shape.ViewUnits))];
    }

    /// <summary>What is trained, and how.</summary>
    public TrainingSpec Spec { get; }

    /// <summary>
    /// The network in training, to be asked for between steps: its weights are up to date then, and at the end of each epoch.
    /// </summary>
    public NetworkBody Network
    {
        get
        {
            _bringUpToDate?.Invoke();
            return _network;
        }
    }

    /// <summary>The next step to take.</summary>
    public TrainingPosition Position { get; internal set; }

    /// <summary>Metrics of all finished epochs.</summary>
    public IReadOnlyList<EpochMetrics> History => _history;

    /// <summary>How often all training images have been shown; layers that train together see an image once.</summary>
    internal int FinishedEpochs => _network.Model.Definition.PhaseCount(Spec) == 1 ? History.DistinctBy(metrics => metrics.EpochIndex).Count() : History.Count;

    /// <summary>
    /// Share of the validation images that the network, up to the layer trained last, classifies rightly with the parameters that the phase of that layer
    /// leaves or, while it is under way, would leave now; null without such images, or before the first epoch.
    /// </summary>
    public double? ValidationAccuracy
    {
        get
        {
            int? layer = History.Count > 0 ? History[^1].LayerIndex : null;
            IEnumerable<double?> accuracies = History.Where(metrics => metrics.LayerIndex == layer).Select(metrics => metrics.ValidationAccuracy);
            return Spec.KeepBest ? accuracies.Max() : accuracies.LastOrDefault();
        }
    }

    /// <summary>Hash of the training images and labels: a state goes on only with the data it began with.</summary>
    internal string DataFingerprint { get; }

    /// <summary>Images that are learned from: those of the training split that are not kept for validation.</summary>
    public int TrainSampleCount { get; }

    /// <summary>The wrong label of every image that is learned from, in the epoch under way.</summary>
    internal int[] WrongLabels { get; }

    /// <summary>What the optimizer remembers of the parameters in training; layers that are finished or have not begun need none of it.</summary>
    internal IEnumerable<Parameter> SlotsInUse
    {
        get
        {
            _bringUpToDate?.Invoke();
            return _slots.Where(slots => IsInTraining(slots.Parameter)).SelectMany(slots => slots.Slots);
        }
    }

    /// <summary>
    /// The parameters in training as they were after the best epoch of the phase under way, as <c>best.layers.0.weight</c>; none where the spec does not
    /// ask for them.
    /// </summary>
    internal IReadOnlyList<Parameter> Best => _best;

    /// <summary>A layer's parameters with what the optimizer remembers of them.</summary>
    internal LayerSlots Slots(int layer) => SlotsOf(PrefixOf(layer));

    /// <summary>The same of those of some parameters that are trained, in their order.</summary>
    internal LayerSlots Slots(IEnumerable<Parameter> parameters) =>
        new(_optimizer, parameters.Where(parameter => parameter.IsTrained).Select(parameter => _slots.First(slots => slots.Parameter == parameter)));

    /// <summary>The same of a classifier's head.</summary>
    internal LayerSlots HeadSlots() => SlotsOf("head.");

    /// <summary>Steps of one epoch, the last short batch included.</summary>
    internal int StepsPerEpoch => (TrainSampleCount + BatchSize - 1) / BatchSize;

    /// <summary>Images of a batch that is not short.</summary>
    internal int BatchSize => Math.Min(Spec.BatchSize, TrainSampleCount);

    /// <summary>The optimizer's steps on a layer in the phase in which that trains; layers that one loss trains have the same.</summary>
    internal OptimizerSteps Steps(int layer)
    {
        LearningRateSchedule schedule = LearningRateSchedules.Find(Spec.LearningRateSchedule);
        long stepsPerEpoch = StepsPerEpoch;
        LearningRates rates = new(schedule, Spec.LearningRate[layer], Spec.Epochs[layer] * stepsPerEpoch, Spec.WarmUp * stepsPerEpoch);
        return new OptimizerSteps(_optimizer, rates, new StepSettings { WeightDecay = Spec.WeightDecay, Momentum = Spec.Momentum });
    }

    /// <summary>Called by what trains the network from now on.</summary>
    /// <param name="bringUpToDate">Called before weights or slots are read; null where nothing has a copy of its own.</param>
    internal void LeaveTo(Action? bringUpToDate)
    {
        _bringUpToDate?.Invoke();
        _bringUpToDate = bringUpToDate;
    }

    /// <summary>Sums of the epoch under way, layer by layer.</summary>
    internal EpochTotals[] Totals { get; }

    /// <summary>
    /// Called where a phase has let go of work space and is about to make other work space, for a program that gives memory back at once. The library never
    /// collects garbage by itself: how long that takes depends on what else the program holds.
    /// </summary>
    internal Action? WorkSpaceLetGo { get; set; }

    /// <summary>The layers that train now, or none when the training is complete.</summary>
    internal IEnumerable<int> LayersInTraining()
    {
        Model model = _network.Model;
        if (Position.LayerIndex >= model.Definition.PhaseCount(Spec))
        {
            return [];
        }

        (int first, int count) = model.Definition.TrainedLayers(Spec, Position.LayerIndex).GetOffsetAndLength(_network.LayerShapes.Count);
        return Enumerable.Range(first, count);
    }

    /// <summary>A checkpoint of the first format lacks what the data, which are the same, say.</summary>
    internal void CompleteInput(ImageDataset train)
    {
        if (_network.Input.DataFingerprint is null)
        {
            _network.Input = InputFormat.Of(train, _network.Traits.LabelsInInput, _network.Spec.LabelCode);
        }

        _network.Input = _network.Input with { HasBackground = _network.Input.HasBackground ?? train.HasBackground };
    }

    /// <summary>The same network and optimizer at the beginning of the epoch under way, to go on with other images.</summary>
    /// <param name="train">All training images.</param>
    /// <param name="trainSampleCount">How many of them are learned from.</param>
    internal TrainingState GoOnWith(ImageDataset train, int trainSampleCount)
    {
        _network.Input = _network.Input.DataFingerprint is null
            ? InputFormat.Of(train, _network.Traits.LabelsInInput, _network.Spec.LabelCode)
            : _network.Input with { DataName = train.Name, DataFingerprint = train.Fingerprint, HasBackground = _network.Input.HasBackground ?? train.HasBackground };
        TrainingState state = new(Spec, _network, train.Fingerprint, trainSampleCount, new int[trainSampleCount], _slots)
        {
            Position = Position with { StepIndex = 0 },
            _best = _best,
        };
        state._history.AddRange(_history);
        return state;
    }

    private static string PrefixOf(int layer) => $"layers.{layer}.";

    private LayerSlots SlotsOf(string prefix)
    {
        _bringUpToDate?.Invoke();
        return new(_optimizer, _slots.Where(slots => slots.Parameter.Name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    internal void Record(EpochMetrics metrics) => _history.Add(metrics);

    /// <summary>What the epochs of a phase showed in the highest of its layers.</summary>
    internal IEnumerable<EpochMetrics> EpochsOf(int phase)
    {
        int top = TopLayerOf(phase);
        return _history.Where(metrics => (metrics.LayerIndex ?? top) == top);
    }

    /// <summary>The epochs that a phase takes at most.</summary>
    internal int PlannedEpochsOf(int phase) => Spec.Epochs[TopLayerOf(phase)];

    private int TopLayerOf(int phase) => _network.Model.Definition.TrainedLayers(Spec, phase).End.GetOffset(_network.LayerShapes.Count) - 1;

    /// <summary>The epoch of a phase with the best accuracy on the validation images, the first of equals; null before the first.</summary>
    internal int? BestEpochOf(int phase) => EpochsOf(phase).MaxBy(metrics => metrics.ValidationAccuracy)?.EpochIndex;

    /// <summary>Copies the parameters in training as they are now.</summary>
    internal void KeepBest()
    {
        _bringUpToDate?.Invoke();
        Parameter[] current = [.. _network.Parameters.Where(IsInTraining)];
        if (_best.Length == 0)
        {
            _best = [.. current.Select(parameter => parameter.Like($"best.{parameter.Name}"))];
        }

        foreach ((Parameter kept, Parameter parameter) in _best.Zip(current))
        {
            kept.CopyFrom(parameter);
        }
    }

    /// <summary>Makes the copies the parameters; nothing may have its own copy of these any more.</summary>
    internal void RestoreBest()
    {
        foreach ((Parameter kept, Parameter parameter) in _best.Zip(_network.Parameters.Where(IsInTraining)))
        {
            parameter.CopyFrom(kept);
        }

        _best = [];
    }

    /// <summary>Takes the copies that a checkpoint has; it has some where an epoch of the phase is over.</summary>
    internal void ReadBest(SafetensorsFile file)
    {
        if (Spec.KeepBest && Position.EpochIndex > 0)
        {
            KeepBest();
            foreach (Parameter kept in _best)
            {
                kept.Read(file);
            }
        }
    }

    // What belongs to no layer, as a classifier's head, is always in training.
    private bool IsInTraining(Parameter parameter) => !Enumerable.Range(0, _network.LayerShapes.Count).Except(LayersInTraining())
        .Any(layer => parameter.Name.StartsWith(PrefixOf(layer), StringComparison.Ordinal));

    /// <summary>A fresh state: initial weights drawn from the seed, nothing trained.</summary>
    /// <param name="model">The model that the spec names.</param>
    /// <param name="spec">What is trained.</param>
    /// <param name="train">All training images.</param>
    /// <param name="trainSampleCount">How many of them are learned from; null for all.</param>
    internal static TrainingState Begin(Model model, TrainingSpec spec, ImageDataset train, int? trainSampleCount = null)
    {
        int count = trainSampleCount ?? train.Count;
        NetworkBody body = model.Definition.CreateBody(spec, InputFormat.Of(train, model.Traits.LabelsInInput, spec.LabelCode));
        body.Initialize(spec.Seed);
        return new TrainingState(spec, body, train.Fingerprint, count, new int[count]);
    }
}
