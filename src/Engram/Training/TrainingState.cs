using Engram.Data;
using Engram.Families;
using Engram.Models;
using Engram.Optimizers;

namespace Engram.Training;

/// <summary>
/// All that a training needs to go on from where it stands: equal states and equal data continue with equal bits. Random
/// streams are named by seed and place, so the place is their whole state.
/// </summary>
public sealed class TrainingState
{
    private readonly List<EpochMetrics> _history = [];
    private readonly Network _network;
    private readonly Optimizer _optimizer;
    private readonly ParameterSlots[] _slots;
    private Action? _bringUpToDate;

    internal TrainingState(TrainingSpec spec, Network network, string dataFingerprint, int[] wrongLabels)
    {
        Spec = spec;
        _optimizer = OptimizerTable.Find(spec.Optimizer);
        _network = network;
        DataFingerprint = dataFingerprint;
        WrongLabels = wrongLabels;
        _slots = [.. network.Parameters.Select(parameter => new ParameterSlots(parameter, _optimizer))];
        Totals = [.. network.LayerShapes.Select(shape => new EpochTotals(shape.ViewUnits))];
    }

    /// <summary>What is trained, and how.</summary>
    public TrainingSpec Spec { get; }

    /// <summary>
    /// The network in training, to be asked for between steps: its weights are up to date then, and at the end of each epoch.
    /// </summary>
    public Network Network
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

    /// <summary>Hash of the training images and labels: a state goes on only with the data it began with.</summary>
    internal string DataFingerprint { get; }

    /// <summary>The wrong label of every training image in the epoch under way.</summary>
    internal int[] WrongLabels { get; }

    /// <summary>What the optimizer remembers of the parameters in training; layers that are finished or have not begun need none of it.</summary>
    internal IEnumerable<Parameter> SlotsInUse
    {
        get
        {
            _bringUpToDate?.Invoke();
            string[] idle = [.. Enumerable.Range(0, _network.LayerShapes.Count).Except(LayersInTraining()).Select(PrefixOf)];
            return _slots
                .Where(slots => !idle.Any(prefix => slots.Parameter.Name.StartsWith(prefix, StringComparison.Ordinal)))
                .SelectMany(slots => slots.Slots);
        }
    }

    /// <summary>A layer's parameters with what the optimizer remembers of them.</summary>
    internal LayerSlots Slots(int layer) => SlotsOf(PrefixOf(layer));

    /// <summary>The same of a classifier's head.</summary>
    internal LayerSlots HeadSlots() => SlotsOf("head.");

    /// <summary>Steps of one epoch, the last short batch included.</summary>
    internal int StepsPerEpoch => (WrongLabels.Length + BatchSize - 1) / BatchSize;

    /// <summary>Images of a batch that is not short.</summary>
    internal int BatchSize => Math.Min(Spec.BatchSize, WrongLabels.Length);

    /// <summary>The optimizer's steps in a phase.</summary>
    internal OptimizerSteps Steps()
    {
        LearningRateSchedule schedule = LearningRateSchedules.Find(Spec.LearningRateSchedule);
        long stepsPerEpoch = StepsPerEpoch;
        LearningRates rates = new(schedule, Spec.LearningRate, Spec.Epochs * stepsPerEpoch, Spec.WarmUp * stepsPerEpoch);
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

    /// <summary>The layers that train now, or none when the training is complete.</summary>
    internal IEnumerable<int> LayersInTraining()
    {
        Model model = ModelTable.Find(Spec.Model);
        if (Position.LayerIndex >= model.PhaseCount(Spec))
        {
            return [];
        }

        (int first, int count) = model.TrainedLayers(Spec, Position.LayerIndex).GetOffsetAndLength(_network.LayerShapes.Count);
        return Enumerable.Range(first, count);
    }

    /// <summary>A checkpoint of the first format lacks what the data, which are the same, say.</summary>
    internal void CompleteInput(ImageDataset train)
    {
        if (_network.Input.DataFingerprint is null)
        {
            _network.Input = InputFormat.Of(train, _network.Traits.LabelsInInput);
        }
    }

    private static string PrefixOf(int layer) => $"layers.{layer}.";

    private LayerSlots SlotsOf(string prefix)
    {
        _bringUpToDate?.Invoke();
        return new(_optimizer, _slots.Where(slots => slots.Parameter.Name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    internal void Record(EpochMetrics metrics) => _history.Add(metrics);

    /// <summary>A fresh state: initial weights drawn from the seed, nothing trained.</summary>
    internal static TrainingState Begin(TrainingSpec spec, ImageDataset train)
    {
        Model model = ModelTable.Find(spec.Model);
        Network network = model.CreateNetwork(spec, InputFormat.Of(train, model.Traits.LabelsInInput));
        network.Initialize(spec.Seed);
        return new TrainingState(spec, network, train.Fingerprint, new int[train.Count]);
    }
}
