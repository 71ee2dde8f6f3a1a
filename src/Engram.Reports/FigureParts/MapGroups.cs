using Engram.Families;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.FigureParts;

/// <summary>Groups of runs with maps, and panels for each class of each of their layers: as many side by side as can be read.</summary>
internal static class MapGroups
{
    /// <summary>What is to be said where networks have labels in their images; otherwise nothing.</summary>
    public static string LabelNote(ReportData data) => Of(data).Any(group => ModelTable.Find(group.Model).Traits.LabelsInInput)
        ? " Images with labels are shown as the network sees them, with their own label in them."
        : "";

    /// <summary>Panels side by side.</summary>
    public const int ClassesPerRow = 5;

    /// <summary>The groups.</summary>
    public static IReadOnlyList<RunGroup> Of(ReportData data) => [.. data.Groups.Where(group => group.Shown.Maps is { Layers.Count: > 0 })];

    /// <summary>Draws a panel for each class of each layer of each group.</summary>
    /// <param name="data">The runs.</param>
    /// <param name="grid">Sizes of the panels and of the room around them; rows and columns are set here.</param>
    /// <param name="draw">Draws one: the group, the layer, the class, and what is said at the side of the first in a row.</param>
    public static FigurePage Draw(ReportData data, PanelGrid grid, Func<RunGroup, int, int, string, ScottPlot.Plot> draw)
    {
        IReadOnlyList<RunGroup> groups = Of(data);
        return DrawStrips(
            [.. groups.SelectMany(group => group.Shown.Maps!.Layers.Select((_, layer) => (group, layer)))],
            groups[0].Shown.Maps!.Examples.Length,
            grid,
            (strip, label, isFirst) => draw(strip.group, strip.layer, label, !isFirst ? "" : $"{(groups.Count > 1 ? $"{strip.group.Label}, " : "")}layer {strip.layer + 1}"));
    }

    /// <summary>Draws strips of panels, one panel for each class.</summary>
    /// <param name="strips">What each strip is about.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="grid">Sizes of the panels and of the room around them; rows and columns are set here.</param>
    /// <param name="draw">Draws one: the strip, the class, whether it is the first in a row.</param>
    public static FigurePage DrawStrips<T>(IReadOnlyList<T> strips, int classes, PanelGrid grid, Func<T, int, bool, ScottPlot.Plot> draw)
    {
        int rows = (classes + ClassesPerRow - 1) / ClassesPerRow;
        grid = grid with { Rows = rows * strips.Count, Columns = ClassesPerRow };
        var page = new FigurePage(grid.Height);
        foreach ((int index, T strip) in strips.Index())
        {
            for (int label = 0; label < classes; label++)
            {
                page.Add(draw(strip, label, label % ClassesPerRow == 0), grid[(index * rows) + (label / ClassesPerRow), label % ClassesPerRow]);
            }
        }

        return page;
    }
}
