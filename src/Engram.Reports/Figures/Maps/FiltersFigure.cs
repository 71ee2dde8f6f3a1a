using Engram.Models.Maps;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Maps;

/// <summary>Filters of the first layer.</summary>
public sealed class FiltersFigure : Figure
{
    private const int Columns = 16;
    private const int MostFilters = 128;

    /// <inheritdoc/>
    public override string Name => "filters";

    /// <inheritdoc/>
    public override string Title => "Filters of the first layer";

    /// <inheritdoc/>
    public override string Explanation =>
        "A filter answers where an image is like it: red weights want a bright pixel and blue ones a dark one, and the filters of color images are drawn in the colors that they want, gray where they want none. " +
        "Each square is one filter as it works outside of training, batch normalization included, and runs to its own largest magnitude; of more than 128 filters these are the first.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Maps;

    internal override bool AppliesTo(ReportData data) => MapGroups.Of(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = MapGroups.Of(data);
        int rows = groups.Max(group => (Shown(group) + Columns - 1) / Columns);
        PanelGrid grid = new(groups.Count, 1) { Left = 16, GapY = 40, Bottom = 12 + ColorBar.Room };
        grid = grid with { PanelHeight = grid.PanelWidth * rows / Columns };
        var page = new FigurePage(grid.Height);
        foreach ((int index, RunGroup group) in groups.Index())
        {
            MapFilters filters = group.Shown.Maps!.Filters;
            Plot plot = Pictures.Frame($"{group.Label}: {filters.Count} filters of {filters.Size}×{filters.Size}");
            Pictures.AddGallery(plot, Shown(group), Columns, rows, filters.Size, filters.Size, (filter, row, column) => Weight(filters, filter, (row * filters.Size) + column));
            page.Add(plot, grid[index, 0]);
        }

        ColorBar.Add(page, "weight, as a share of the filter's largest magnitude", -1, 1, share => FigureColors.Signed((2 * share) - 1), Numbers.Tick);
        return page;
    }

    private static int Shown(RunGroup group) => Math.Min(MostFilters, group.Shown.Maps!.Filters.Count);

    private static Color Weight(MapFilters filters, int filter, int place)
    {
        int size = filters.Size * filters.Size;
        ReadOnlySpan<float> weights = filters.Values.AsSpan(filter * filters.Channels * size, filters.Channels * size);
        return Pictures.OfWeights(weights, filters.Channels, place);
    }
}
