using Engram.Analysis.Labels;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Figures;

/// <summary>How much of the ensembles remains when the label changes.</summary>
public sealed class LabelOverlapFigure : LabelConditionFigure
{
    /// <inheritdoc/>
    public override string Name => "label-overlap";

    /// <inheritdoc/>
    public override string Title => "What is left of the ensembles when the label changes";

    /// <inheritdoc/>
    public override string Explanation =>
        "If ensembles followed the image alone, the bars of the image's class would stay at 1 whatever the label; if they followed the label alone, those of the label would. " +
        "Ensembles (mean-ratio rule) were found again for test images with another label, without one, and for labels without an image, and compared by their mean Jaccard index with the ensembles under true labels, once with inputs grouped by image and once by label.";

    private protected override string Measure => "mean Jaccard index";

    private protected override double? ByImage(LabelConditionLayer layer) => layer.OverlapByImage;

    private protected override double? ByLabel(LabelConditionLayer layer) => layer.OverlapByLabel;
}
