using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Figures;

/// <summary>Sparseness against accuracy over runs.</summary>
public sealed class SparsenessAccuracyFigure : Figure
{
    /// <inheritdoc/>
    public override string Name => "sparseness-accuracy";

    /// <inheritdoc/>
    public override string Title => "Sparseness against accuracy";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each filled point is one run and each hollow point the reference's best listed run of that model; the further right, the sparser the layer. " +
        "Accuracy is on all test images and Hoyer sparseness the mean over correctly classified ones, on the same axes in every panel; the vertical axis does not start at 0.";

    private protected override string Explain(ReportData data) => data.HasReference
        ? Explanation
        : Explanation.Replace(" and each hollow point the reference's best listed run of that model", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Result;

    internal override bool AppliesTo(ReportData data) => true;

    internal override FigurePage Draw(ReportData data) => AccuracyPanels.Draw(
        [.. data.Groups.Select(group => new PointGroup(data.ReferenceOf(group), group.Label, group.Style, [.. group.Runs.Select(Point)]))],
        data.LayerCount);

    private static AccuracyPoint Point(FinishedRun run) =>
        new(run.Analysis.Accuracy, [.. run.Analysis.Correct.Layers.Select(layer => layer.Sparseness.Hoyer)]);
}
