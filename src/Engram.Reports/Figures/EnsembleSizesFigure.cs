using Engram.Analysis;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Sizes of ensembles by rule and class.</summary>
public sealed class EnsembleSizesFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "ensemble-sizes";

    /// <inheritdoc/>
    public override string Title => "Ensemble sizes by four rules";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each point is the size of one class's ensemble as a share of the layer's units; where the rules' points lie together, the ensembles do not hang on the rule. " +
        "All rules see the same correctly classified test images: mean ratio compares a unit's mean with the other units', quantile its median with the class's .9 quantile, Kolmogorov–Smirnov its distribution with the other units', and selectivity its response to the class with that to all others.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 120, Top = 34 + LegendStrip.Room, Bottom = ClassLabels.RoomBelow(data) };

    internal override Plot DrawPanel(PanelPlace place)
    {
        LayerRepresentation layer = place.Group.Layers[place.LayerIndex];
        IReadOnlyList<string> rules = RuleLabels.Names(place.Data);
        Plot plot = Panel.Create(place.Title, yLabel: place.IfFirst(place.Data.Say("share of units, %"))).WithHorizontalLines();
        for (int rule = 0; rule < rules.Count; rule++)
        {
            IReadOnlyList<IReadOnlyList<int>> ensembles = RuleLabels.Find(layer, rules[rule]);
            (Color color, MarkerShape marker) = RuleLabels.Style(rule);
            for (int c = 0; c < ensembles.Count; c++)
            {
                FigureMarkers.Add(plot, GroupedBars.Place(c, rule, rules.Count), 100.0 * ensembles[c].Count / layer.UnitCount, marker, 6, color);
            }
        }

        plot.WithNamesBelow([.. ClassLabels.OfPanel(place.Data).Select(place.IfLast)], ClassLabels.Upright(place.Data));
        plot.Axes.SetLimitsX(-0.6, place.Data.ClassNames.Count - 0.4);
        double top = Scale.RoundUp(Largest(place.Data));
        return plot.WithVerticalTicks(-0.03 * top, 1.03 * top, value => Numbers.Text(value, "0.##"), place.First);
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        RuleLabels.Names(data).Select((rule, i) => LegendStrip.Marker(RuleLabels.ForPeople(rule), RuleLabels.Style(i).Marker, RuleLabels.Style(i).Color)));

    private static double Largest(ReportData data) => Scale.Largest(
        from layer in data.Groups.SelectMany(runs => runs.Layers)
        from set in layer.Ensembles
        from ensemble in set.Units
        select 100.0 * ensemble.Count / layer.UnitCount);
}
