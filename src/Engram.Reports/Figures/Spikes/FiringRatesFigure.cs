using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Figures.Spikes;

/// <summary>How often units fire.</summary>
public sealed class FiringRatesFigure : SpikeFigure
{
    private const int BinsPerDecade = 4;

    // Units that never fire stand apart, where their name has room beside the numbers.
    private const int SilentBin = -5;

    /// <inheritdoc/>
    public override string Name => "firing-rates";

    /// <inheritdoc/>
    public override string Title => "How often units fire";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each bar is the share of the units whose firing rate lies in its bin, four bins to a power of ten; the gray bar stands for units that never fire. " +
        "A rate is a unit's number of spikes per image and step over all correctly classified test images, so that 1 means a spike in every step of every image.";

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) => grid with { PanelHeight = 130, GapX = 46, GapY = 70 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        IReadOnlyList<double> rates = Layers(place.Group)[place.LayerIndex].Rates;
        int decades = Decades(place.Data);
        Plot plot = Panel.Create(place.Title, $"spikes per image and step; mean {Rate(rates.Average())}", place.IfFirst(place.Data.Say("share of units, %"))).WithHorizontalLines();
        double highest = 0;
        foreach (IGrouping<int, double> bin in rates.GroupBy(rate => Bin(rate, decades)))
        {
            double share = 100.0 * bin.Count() / rates.Count;
            GroupedBars.Bar(plot, bin.Key + 0.5, 1, share, bin.Key < 0 ? FigureColors.Gray : FigureColors.Blue);
            highest = Math.Max(highest, share);
        }

        int bins = decades * BinsPerDecade;
        int distance = place.Columns > 2 && decades > 2 ? 2 : 1;
        int[] powers = [.. Enumerable.Range(0, decades + 1).Where(power => power % distance == 0)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [SilentBin + 0.5, .. powers.Select(power => (double)(bins - (power * BinsPerDecade)))], ["never", .. powers.Select(Power)]);
        plot.Axes.SetLimitsX(SilentBin - 0.6, bins + 0.6);
        return plot.WithVerticalTicks(0, Scale.RoundUp(1.05 * highest), value => Numbers.Text(value, "0.##"));
    }

    private static int Bin(double rate, int decades) => rate == 0 ? SilentBin : Math.Clamp((int)Math.Floor((Math.Log10(rate) + decades) * BinsPerDecade), 0, (decades * BinsPerDecade) - 1);

    /// <summary>A rate with three digits that count, without the zero before the point.</summary>
    private static string Rate(double value) => value is > 0 and < 1
        ? Numbers.Text(value, $".{new string('0', 2 - (int)Math.Floor(Math.Log10(value)))}")
        : Numbers.Text(value, "0");

    private static string Power(int power) => power == 0 ? "1" : $".{new string('0', power - 1)}1";

    /// <summary>Powers of ten from the smallest rate of all panels up to 1.</summary>
    private static int Decades(ReportData data)
    {
        double least = SpikeGroups.Of(data).SelectMany(Layers).SelectMany(layer => layer.Rates).Where(rate => rate > 0).DefaultIfEmpty(0.1).Min();
        return Math.Max(1, (int)Math.Ceiling(-Math.Log10(least)));
    }
}
