using Engram.Data;
using Engram.Families;
using Engram.Models;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// All that a training needs to go on from where it stands: equal states and equal data continue with equal bits. Random
/// streams are named by seed and place, so the place is their whole state.
/// </summary>
public sealed class TrainingState
{
    private readonly List<EpochMetrics> _history = [];
    private readonly Network _network;
    private readonly AdamMoments[] _moments;
    private Action? _bringUpToDate;

    internal TrainingState(TrainingSpec spec, Network network, string dataFingerprint, byte[] wrongLabels)
    {
        Spec = spec;
        _network = network;
        DataFingerprint = dataFingerprint;
        WrongLabels = wrongLabels;
        _moments = [.. network.Layers.Select(AdamMoments.For)];
        HeadMoments = network.Head is { } head ? AdamMoments.For(head) : null;
        Totals = [.. network.Layers.Select(layer => new EpochTotals(layer.OutputSize))];
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
    internal byte[] WrongLabels { get; }

    /// <summary>Adam's running means, layer by layer.</summary>
    internal AdamMoments[] Moments
    {
        get
        {
            _bringUpToDate?.Invoke();
            return _moments;
        }
    }

    /// <summary>Called by what trains the network from now on.</summary>
    /// <param name="bringUpToDate">Called before weights or running means are read; null where nothing has a copy of its own.</param>
    internal void LeaveTo(Action? bringUpToDate)
    {
        _bringUpToDate?.Invoke();
        _bringUpToDate = bringUpToDate;
    }

    /// <summary>Adam's running means of a classifier's head.</summary>
    internal AdamMoments? HeadMoments { get; }

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

        (int first, int count) = model.TrainedLayers(Spec, Position.LayerIndex).GetOffsetAndLength(_network.Layers.Count);
        return Enumerable.Range(first, count);
    }

    internal void Record(EpochMetrics metrics) => _history.Add(metrics);

    /// <summary>A fresh state: initial weights drawn from the seed, nothing trained.</summary>
    internal static TrainingState Begin(TrainingSpec spec, ImageDataset train)
    {
        Network network = ModelTable.Find(spec.Model).CreateNetwork(spec, LabelOverlay.For(train));
        network.Initialize(spec.Seed);
        return new TrainingState(spec, network, train.Fingerprint, new byte[train.Count]);
    }
}
