using Engram.Analysis.Spikes;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.FigureParts;

/// <summary>A figure with one panel per layer of networks whose units fire.</summary>
public abstract class SpikeFigure : LayerFigure
{
    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Spikes;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => SpikeGroups.Of(data);

    internal override int PanelCount(RunGroup group) => Layers(group).Count;

    private protected static IReadOnlyList<SpikeLayer> Layers(RunGroup group) => SpikeGroups.Shown(group).Analysis.Spikes!.Layers;
}
