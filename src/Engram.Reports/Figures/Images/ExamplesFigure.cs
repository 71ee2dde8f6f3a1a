using Engram.Analysis.Images;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Images;

/// <summary>Test images that are classified rightly, and some that are not.</summary>
public sealed class ExamplesFigure : Figure
{
    /// <inheritdoc/>
    public override string Name => "examples";

    /// <inheritdoc/>
    public override string Title => "Test images, classified rightly and wrongly";

    /// <inheritdoc/>
    public override string Explanation =>
        "Below each image stands its class, and what it is taken for where that is another; a gray square says that a class has no such image. " +
        "Images are the first of each class in the test set that one run classifies rightly, and the first that it does not; of more than ten classes these are the first.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Result;

    internal override bool AppliesTo(ReportData data) => ClassImages.Of(data).Count > 0;

    internal override FigurePage Draw(ReportData data) => MapGroups.DrawStrips(
        [.. ClassImages.Of(data).SelectMany(group => new[] { (Group: group, IsRight: true), (Group: group, IsRight: false) })],
        ClassImages.Of(data)[0].Shown.Pictures!.Right.Length,
        new PanelGrid(1, 1) { Left = 44, GapX = 10, GapY = 36, Bottom = 36, Top = 12 },
        (strip, label, isFirst) => Picture(data, strip.Group, strip.IsRight, label, isFirst));

    private static Plot Picture(ReportData data, RunGroup group, bool isRight, int label, bool isFirst)
    {
        ClassPictures pictures = group.Shown.Pictures!;
        int image = (isRight ? pictures.Right : pictures.Wrong)[label];
        string name = image == ClassPictures.None ? $"{data.ClassNames[label]}: none"
            : isRight ? data.ClassNames[label]
            : $"{data.ClassNames[label]} as {(pictures.Predictions[image] is >= 0 and var taken ? data.ClassNames[taken] : "none")}";
        Plot plot = Pictures.Frame("", name, isFirst ? ClassImages.Side(data, group, isRight ? "right" : "wrong") : "");
        HeatMap.Add(plot, pictures.Image.Height, pictures.Image.Width, (row, column) => ClassImages.Pixel(pictures, image, row, column));
        return plot;
    }
}
