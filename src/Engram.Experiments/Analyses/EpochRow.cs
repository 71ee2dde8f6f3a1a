using Engram.Analysis.Epochs;
using Engram.Analysis.Representations;

namespace Engram.Experiments.Analyses;

/// <summary>What a layer shows of some images at a moment of the training: a row of <c>epochs.csv</c>.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Epoch">Epochs that it had trained; null for the finished network.</param>
/// <param name="Sparseness">Sparseness of its activations.</param>
/// <param name="DeadUnits">Units that none of the images activates.</param>
/// <param name="MeanEnsembleSize">Mean number of units in a class's ensemble.</param>
/// <param name="OverlapWithFinal">Mean Jaccard index of a class's ensemble and that in the finished network; null where all are empty.</param>
/// <param name="OverlapBetweenClasses">Mean Jaccard index of the ensembles of two classes; null where all are empty.</param>
/// <param name="ClassSelectivity">Mean class selectivity of the units that are active for some image.</param>
/// <param name="Informedness">Mean informedness of the same units.</param>
/// <param name="Accuracy">Share of all images that the network classifies rightly up to this layer, and the finished one as a whole.</param>
public sealed record EpochRow(
    int Layer,
    int? Epoch,
    SparsenessMeasures Sparseness,
    int DeadUnits,
    double MeanEnsembleSize,
    double? OverlapWithFinal,
    double? OverlapBetweenClasses,
    double? ClassSelectivity,
    double? Informedness,
    double Accuracy)
{
    internal static EpochRow Of(LayerMoment moment, MomentRepresentation images) => new(
        moment.LayerIndex + 1,
        moment.Epoch,
        images.Sparseness,
        images.DeadUnits,
        images.Ensembles.Average(units => units.Count),
        images.OverlapWithFinal.Average(),
        images.OverlapBetweenClasses,
        images.ClassSelectivity,
        images.Informedness,
        moment.Accuracy);
}
