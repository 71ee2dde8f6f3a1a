using Engram.Reports.Data;
using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Reports.FigureParts;

/// <summary>
/// A figure with one panel per layer and group of runs: groups side by side, layers below each other; a single group's
/// layers side by side.
/// </summary>
public abstract class LayerFigure : Figure
{
    /// <summary>Panels side by side at most.</summary>
    private protected virtual int MostColumns => 3;

    /// <summary>The groups that have what is shown.</summary>
    internal virtual IReadOnlyList<RunGroup> Groups(ReportData data) => data.Groups;

    /// <summary>How many panels a group has.</summary>
    internal virtual int PanelCount(RunGroup group) => group.Layers.Count;

    /// <summary>What a panel is called after its group's name.</summary>
    internal virtual string PanelName(int layerIndex) => $"layer {layerIndex + 1}";

    /// <summary>Sizes of the panels and of the room around them.</summary>
    internal abstract PanelGrid Shape(PanelGrid grid, ReportData data);

    /// <summary>Draws one panel.</summary>
    internal abstract Plot DrawPanel(PanelPlace place);

    /// <summary>Adds legend or color bar.</summary>
    internal virtual void Complete(FigurePage page, ReportData data)
    {
    }

    internal override bool AppliesTo(ReportData data) => Groups(data).Any(group => PanelCount(group) > 0);

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = Groups(data);
        int layers = groups.Max(PanelCount);
        bool single = groups.Count == 1;
        int columns = Math.Min(MostColumns, single ? layers : groups.Count);
        int bands = ((single ? layers : groups.Count) + columns - 1) / columns;
        PanelGrid grid = Shape(new PanelGrid(single ? bands : bands * layers, columns), data);
        var page = new FigurePage(grid.Height, grid.Width);
        for (int g = 0; g < groups.Count; g++)
        {
            for (int layer = 0; layer < PanelCount(groups[g]); layer++)
            {
                int row = single ? layer / columns : (g / columns * layers) + layer;
                int column = (single ? layer : g) % columns;
                string name = PanelName(layer);
                string title = single ? char.ToUpperInvariant(name[0]) + name[1..] : $"{groups[g].Label}, {name}";
                bool last = single ? layer + columns >= layers : layer == PanelCount(groups[g]) - 1;
                page.Add(DrawPanel(new PanelPlace(data, groups[g], layer, columns, column == 0, last, title)), grid[row, column]);
            }
        }

        Complete(page, data);
        return page;
    }
}
