using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.FigureParts;

/// <summary>A figure with a column for every unit: panels below each other, wider than a text, so that a unit is a pixel at least.</summary>
public abstract class UnitMapFigure : LayerFigure
{
    /// <summary>Columns at most; of more units neighbors share one.</summary>
    private protected const int MostUnits = 800;

    private protected override int MostColumns => 1;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data)
    {
        float left = ClassLabels.RoomAtSide(data);
        return grid with { Left = left, Width = left + grid.Right + UnitsWidth(data), GapY = 62, Bottom = 40 };
    }

    // Whole pixels for each unit of the largest layer, so that all are equally wide.
    private float UnitsWidth(ReportData data)
    {
        int units = Math.Min(MostUnits, Groups(data).SelectMany(group => group.Layers).Max(layer => layer.UnitCount));
        return units * Math.Max(1, MostUnits / units);
    }
}
