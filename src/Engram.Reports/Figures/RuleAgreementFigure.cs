using Engram.Analysis.Ensembles;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>How far the ensemble rules agree.</summary>
public sealed class RuleAgreementFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "rule-agreement";

    /// <inheritdoc/>
    public override string Title => "Agreement of the ensemble rules, in percent";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each cell says how much of two rules' ensembles is the same units: 100 means that they find the same ensembles, 0 that they share no unit. " +
        "It is the mean over classes of the Jaccard index of the two rules' ensembles, left gray where no class has an ensemble.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool AppliesTo(ReportData data) => data.Groups.SelectMany(group => group.Layers).Any(layer => layer.Agreement.Count > 0);

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) => grid with { Left = 104, Bottom = 104, PanelHeight = 110, GapY = 36 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        IReadOnlyList<string> rules = RuleLabels.Names(place.Data);
        IReadOnlyList<RuleAgreement> agreement = place.Group.Layers[place.LayerIndex].Agreement;
        double? Cell(int row, int column) => row == column ? null : agreement.FirstOrDefault(pair =>
            (pair.First == rules[row] && pair.Second == rules[column]) || (pair.First == rules[column] && pair.Second == rules[row]))?.Jaccard;
        Color Shade(int row, int column) => FigureColors.Quantity(Cell(row, column) ?? double.NaN);
        Plot plot = Panel.Create(place.Title);
        HeatMap.Add(plot, rules.Count, rules.Count, Shade);
        HeatMap.Annotate(plot, rules.Count, rules.Count, (row, column) => Cell(row, column) is { } value ? Numbers.Text(100 * value, "0") : "", Shade);
        string[] names = [.. rules.Select(RuleLabels.ForPeople)];
        plot.WithNamesAtSide([.. names.Select(place.IfFirst)]);
        return plot.WithNamesBelow([.. names.Select(place.IfLast)], upright: true);
    }
}
