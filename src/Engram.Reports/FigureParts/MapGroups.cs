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
        int classes = groups[0].Shown.Maps!.Examples.Length;
        int rows = (classes + ClassesPerRow - 1) / ClassesPerRow;
        (RunGroup Group, int Layer)[] layers = [.. groups.SelectMany(group => group.Shown.Maps!.Layers.Select((_, layer) => (group, layer)))];
        grid = grid with { Rows = rows * layers.Length, Columns = ClassesPerRow };
        var page = new FigurePage(grid.Height);
        foreach ((int index, (RunGroup group, int layer)) in layers.Index())
        {
            for (int label = 0; label < classes; label++)
            {
                string side = label % ClassesPerRow > 0 ? "" : $"{(groups.Count > 1 ? $"{group.Label}, " : "")}layer {layer + 1}";
                page.Add(draw(group, layer, label, side), grid[(index * rows) + (label / ClassesPerRow), label % ClassesPerRow]);
            }
        }

        return page;
    }
}
