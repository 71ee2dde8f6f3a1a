using Engram.Analysis.Weights;
using Engram.Families;
using Engram.Models;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using Engram.Reports.Html;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>What inputs matter for each class.</summary>
public sealed class SaliencyFigure : Figure
{
    private const int ClassesPerRow = 5;

    // Label inputs set the scale only where they do not drown the image.
    private const double LargestLabelExcess = 2;

    /// <inheritdoc/>
    public override string Name => "saliency";

    /// <inheritdoc/>
    public override string Title => "What inputs matter";

    /// <inheritdoc/>
    public override string Explanation =>
        "The stronger the color of a pixel, the more a small change of it would change the goodness of the class, or for a classifier its logit. " +
        "Maps are mean magnitudes of the gradient over a class's correctly classified test images, averaged over color channels, with one scale per model; where the label inputs at the left end of the top row exceed twice all others, the scale is set without them and they are drawn at its strong end, and a class without such images is gray.";

    private protected override string Explain(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = Groups(data);
        string explained = Explanation.Replace("the goodness of the class, or for a classifier its logit", ReportWords.Alternatives(groups.Select(Score)), StringComparison.Ordinal);
        explained = groups.All(HasMaps) ? explained.Replace("a class's correctly", "the first of a class's correctly", StringComparison.Ordinal)
            : groups.Any(HasMaps) ? explained.Replace("a class's correctly classified test images", "a class's correctly classified test images, the first of them for convolutional layers", StringComparison.Ordinal)
            : explained;
        return groups.Any(group => group.Shown.Analysis.Saliency.LabelShare is not null)
            ? explained
            : explained.Replace("where the label inputs at the left end of the top row exceed twice all others, the scale is set without them and they are drawn at its strong end, and ", "", StringComparison.Ordinal);
    }

    private static bool HasMaps(RunGroup group) => !ModelTable.Find(group.Model).Traits.IsFullyConnected;

    private static string Score(RunGroup group) => ModelTable.Find(group.Model).Traits.ReadOut switch
    {
        ReadOut.Goodness => "the goodness of the class",
        ReadOut.ClassScores => "the class's score",
        _ => "the class's logit",
    };

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Saliency;

    internal override bool ShowsEveryClass => true;

    internal override bool AppliesTo(ReportData data) => Groups(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = Groups(data);
        int rows = (data.ClassNames.Count + ClassesPerRow - 1) / ClassesPerRow;
        PanelGrid grid = new(rows * groups.Count, ClassesPerRow) { Left = 44, GapX = 10, GapY = 30, Bottom = 12 + ColorBar.Room };
        var page = new FigurePage(grid.Height);
        for (int g = 0; g < groups.Count; g++)
        {
            Saliency saliency = groups[g].Shown.Analysis.Saliency;
            double largest = Largest(saliency, data.ClassNames.Count);
            for (int c = 0; c < saliency.ClassMeans.Count; c++)
            {
                Plot map = Map(saliency, c, largest, data.ClassNames[c], c % ClassesPerRow == 0 ? groups[g].Label : "");
                page.Add(map, grid[(g * rows) + (c / ClassesPerRow), c % ClassesPerRow]);
            }
        }

        ColorBar.Add(page, "mean magnitude of the gradient, as a share of the model's scale", 0, 1, FigureColors.Quantity, Numbers.Tick);
        return page;
    }

    private static IReadOnlyList<RunGroup> Groups(ReportData data) =>
        [.. data.Groups.Where(group => group.Shown.Analysis.Saliency.ClassMeans.Count > 0)];

    private static Plot Map(Saliency saliency, int classIndex, double largest, string title, string yLabel)
    {
        Plot plot = Panel.Create(title, yLabel: yLabel);
        IReadOnlyList<float> means = saliency.ClassMeans[classIndex];
        bool seen = means.Any(mean => mean > 0);
        HeatMap.Add(plot, saliency.Height, saliency.Width, (row, column) => !seen
            ? FigureColors.Missing
            : FigureColors.Quantity(Pixel(saliency, means, (row * saliency.Width) + column) / largest));
        Panel.Bare(plot.Axes.Left);
        Panel.Bare(plot.Axes.Bottom);
        return plot;
    }

    /// <summary>The mean over channels at a pixel.</summary>
    private static double Pixel(Saliency saliency, IReadOnlyList<float> means, int pixel)
    {
        double sum = 0;
        for (int channel = 0; channel < saliency.Channels; channel++)
        {
            sum += means[(channel * saliency.Height * saliency.Width) + pixel];
        }

        return sum / saliency.Channels;
    }

    private static double Largest(Saliency saliency, int labelInputs)
    {
        double label = 0, image = 0;
        foreach (IReadOnlyList<float> means in saliency.ClassMeans.Where(means => means.Count > 0))
        {
            for (int pixel = 0; pixel < saliency.Height * saliency.Width; pixel++)
            {
                double value = Pixel(saliency, means, pixel);
                ref double largest = ref (saliency.LabelShare is not null && pixel < labelInputs ? ref label : ref image);
                largest = value > largest ? value : largest;
            }
        }

        double scale = label > LargestLabelExcess * image && image > 0 ? image : Math.Max(label, image);
        return scale > 0 ? scale : 1;
    }
}
