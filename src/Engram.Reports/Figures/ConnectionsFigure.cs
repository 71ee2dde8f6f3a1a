using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Mean weights from ensemble to ensemble.</summary>
public sealed class ConnectionsFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "connections";

    /// <inheritdoc/>
    public override string Title => "Weights from ensembles to ensembles of the next layer";

    /// <inheritdoc/>
    public override string Explanation =>
        "Red cells excite and blue cells inhibit; a red diagonal means that a class's ensemble drives the same class's ensemble in the next layer and holds down the others. " +
        "A cell is the mean weight from the row's ensemble to the column's, by the mean-ratio rule, gray where either is empty; each panel runs to its own largest magnitude, written above it.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Weights;

    internal override bool ShowsEveryClass => true;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => PanelCount(group) > 0)];

    internal override int PanelCount(RunGroup group) => group.Shown.Analysis.Connections.Count;

    internal override string PanelName(int layerIndex) => $"{layerIndex + 1} → {layerIndex + 2}";

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) => ClassMatrix.Shape(grid, data) with
    {
        Left = ClassLabels.RoomAtSide(data) + 20,
        Bottom = ClassLabels.RoomBelow(data) + 20 + ColorBar.Room,
    };

    internal override Plot DrawPanel(PanelPlace place)
    {
        IReadOnlyList<IReadOnlyList<double?>> weights = place.Group.Shown.Analysis.Connections[place.LayerIndex].MeanWeights;
        double reach = Scale.Largest(weights.SelectMany(row => row).Select(weight => Math.Abs(weight ?? 0)));
        return ClassMatrix.Draw(
            place with { Title = $"{place.Title} (±{Numbers.Short(reach)})" },
            (row, column) => FigureColors.Signed(weights[row][column] is { } weight ? (reach > 0 ? weight / reach : 0) : double.NaN),
            xLabel: "to the ensemble of",
            yLabel: "from the ensemble of");
    }

    internal override void Complete(FigurePage page, ReportData data) => ColorBar.Add(
        page, "mean weight, as a share of the panel's largest magnitude", -1, 1, share => FigureColors.Signed((2 * share) - 1), Numbers.Tick);
}
