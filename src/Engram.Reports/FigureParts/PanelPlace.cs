using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.FigureParts;

/// <summary>Which panel is drawn, and where it stands among the others.</summary>
/// <param name="Data">The report's runs.</param>
/// <param name="Group">The runs that the panel shows.</param>
/// <param name="LayerIndex">0-based index of the layer.</param>
/// <param name="Columns">How many columns of panels there are.</param>
/// <param name="First">In the first column, whose panels carry the vertical axis.</param>
/// <param name="Last">The lowest of its column, which carries the horizontal axis.</param>
/// <param name="Title">What it is called.</param>
internal sealed record PanelPlace(ReportData Data, RunGroup Group, int LayerIndex, int Columns, bool First, bool Last, string Title)
{
    /// <summary>A text for the first column's panels only.</summary>
    public string IfFirst(string text) => First ? text : "";

    /// <summary>A text for the lowest panels only.</summary>
    public string IfLast(string text) => Last ? text : "";
}
