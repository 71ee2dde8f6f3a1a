using Engram.Analysis.Epochs;
using Engram.Analysis.Representations;

namespace Engram.Explorer.Bundles;

/// <summary>What a page says of a layer at a moment of the training.</summary>
/// <param name="Layer">Index of the layer, from 0.</param>
/// <param name="Epoch">Epochs that it had trained; null for the finished network.</param>
/// <param name="Accuracy">Share of test images that the network classified rightly as far as it was trained.</param>
/// <param name="ClassAccuracy">The same for each class.</param>
/// <param name="Correct">What the layer showed of the images that it classified rightly.</param>
/// <param name="All">What it showed of all.</param>
internal sealed record EpochDescription(
    int Layer, int? Epoch, double Accuracy, IReadOnlyList<double?> ClassAccuracy, EpochSubset Correct, EpochSubset All)
{
    public static EpochDescription Of(LayerMoment moment) =>
        new(moment.LayerIndex, moment.Epoch, moment.Accuracy, moment.ClassAccuracy, EpochSubset.Of(moment.Correct), EpochSubset.Of(moment.All));
}

/// <summary>What a layer showed of a set of images at a moment of the training.</summary>
/// <param name="ClassCounts">Images of each class.</param>
/// <param name="Sparseness">Sparseness over all of them, and over those of each class, [1 + class].</param>
/// <param name="OverlapWithFinal">Jaccard index of each class's ensemble and that in the finished network.</param>
/// <param name="MeanOverlapWithFinal">Its mean over classes.</param>
/// <param name="OverlapBetweenClasses">Mean Jaccard index of the ensembles of two classes.</param>
/// <param name="ClassSelectivity">Mean class selectivity of active units.</param>
/// <param name="Informedness">Mean informedness of active units.</param>
internal sealed record EpochSubset(
    IReadOnlyList<int> ClassCounts,
    IReadOnlyList<SparsenessMeasures> Sparseness,
    IReadOnlyList<double?> OverlapWithFinal,
    double? MeanOverlapWithFinal,
    double? OverlapBetweenClasses,
    double? ClassSelectivity,
    double? Informedness)
{
    public static EpochSubset Of(MomentRepresentation images) => new(
        images.ClassCounts,
        [images.Sparseness, .. images.ClassSparseness],
        images.OverlapWithFinal,
        images.OverlapWithFinal.Average(),
        images.OverlapBetweenClasses,
        images.ClassSelectivity,
        images.Informedness);
}
