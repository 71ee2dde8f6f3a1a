using Engram.Analysis.Labels;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Figures;

/// <summary>Which class the most active ensemble stands for when the label changes.</summary>
public sealed class LabelDecodingFigure : LabelConditionFigure
{
    /// <inheritdoc/>
    public override string Name => "label-decoding";

    /// <inheritdoc/>
    public override string Title => "What the most active ensemble stands for";

    /// <inheritdoc/>
    public override string Explanation =>
        "With a wrong label the two bars compete: the higher one tells whether the layer's ensembles report the image or the label. " +
        "For every input the true-label ensemble with the largest mean activation was taken for the layer's answer, and the bars are the shares of inputs for which it is the image's class or the overlaid label.";

    private protected override string Measure => "share of inputs";

    private protected override double? ByImage(LabelConditionLayer layer) => layer.DecodedImage;

    private protected override double? ByLabel(LabelConditionLayer layer) => layer.DecodedLabel;
}
