using Engram.Analysis.Predictions;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Analysis.Lesions;

/// <summary>A copy of a network that classifies images while some of its units are silenced.</summary>
/// <param name="network">The network, which stays as it is.</param>
/// <param name="images">The images.</param>
/// <param name="workers">Threads; their number changes no result.</param>
internal sealed class LesionedNetwork(NetworkBody network, ImageDataset images, WorkerPool workers)
{
    private readonly NetworkBody _copy = network.Copy();
    private readonly PredictionRule _rule = PredictionRules.Find(network.Spec.Prediction);

    /// <summary>The copy.</summary>
    public NetworkBody Copy => _copy;

    /// <summary>How the whole network does.</summary>
    public LesionOutcome Intact() => new(images.Labels, Predict(), images.ClassCount);

    /// <summary>How it does while units of a layer are silenced.</summary>
    /// <param name="layer">0-based index of the layer.</param>
    /// <param name="units">The units.</param>
    /// <param name="activations">What every unit of the layer gives when it is silenced; null for zero.</param>
    public LesionOutcome Without(int layer, ReadOnlySpan<int> units, float[]? activations)
    {
        UnitDrives drives = _copy.DrivesOf(layer);
        drives.Hold(units, activations);
        try
        {
            return new LesionOutcome(images.Labels, Predict(), images.ClassCount);
        }
        finally
        {
            drives.Release();
        }
    }

    private int[] Predict()
    {
        LabelScores scores = LabelScores.Compute(KernelTable.Current, workers, _copy, images);
        Evaluation.RequireFinite(scores.Values, scores.LayerCount, scores.LabelCount, _copy.Traits.ReadOut);
        LabelPredictions predictions = new(scores.Values, scores.LayerCount, scores.LabelCount, _copy.Input.LeftOutClass);
        return Evaluation.Predict(_copy, predictions, _rule, _copy.Spec.SkipFirstLayer, scores.LayerCount);
    }
}
