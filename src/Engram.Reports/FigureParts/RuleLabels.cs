using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Reports.FigureParts;

/// <summary>Ensemble rules as figures show them.</summary>
internal static class RuleLabels
{
    public const string MeanRatio = "mean-ratio";

    /// <summary>The ensembles of one rule, [class][...]; empty where the layer lacks the rule.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Find(LayerRepresentation layer, string rule) => Set(layer, rule)?.Units ?? [];

    /// <summary>The ensembles of one rule; null where the layer lacks it.</summary>
    public static EnsembleSet? Set(LayerRepresentation layer, string rule) => layer.Ensembles.FirstOrDefault(set => set.Rule == rule);

    /// <summary>The rules of the shown runs, in the order of their table.</summary>
    public static IReadOnlyList<string> Names(ReportData data) =>
        [.. data.Groups.SelectMany(group => group.Layers).SelectMany(layer => layer.Ensembles).Select(set => set.Rule).Distinct()];

    /// <summary>A rule's name as people write it.</summary>
    public static string ForPeople(string rule) => rule switch
    {
        "kolmogorov-smirnov" => "Kolm.–Smirnov",
        _ => rule.Replace('-', ' '),
    };

    /// <summary>Color and marker of the rule at a place in the table.</summary>
    public static (Color Color, MarkerShape Marker) Style(int index) => (index % 4) switch
    {
        0 => (FigureColors.Blue, MarkerShape.FilledCircle),
        1 => (FigureColors.Orange, MarkerShape.FilledSquare),
        2 => (FigureColors.Green, MarkerShape.FilledTriangleUp),
        _ => (FigureColors.Purple, MarkerShape.FilledDiamond),
    };
}
