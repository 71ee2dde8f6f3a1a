using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using Engram.Reports.Figures;
using Engram.Reports.Html;
using Engram.Storage;

namespace Engram.Reports;

/// <summary>Writes what runs showed: every figure as SVG and PNG, and one page that explains them.</summary>
public static class Report
{
    /// <summary>
    /// Writes the figures that apply to the runs, and a page that contains them and needs neither network nor script.
    /// </summary>
    /// <param name="htmlPath">The page to create or replace; its folder must exist.</param>
    /// <param name="figuresFolder">The folder for the figures' files; it is created where it does not exist.</param>
    /// <param name="title">What the report is called.</param>
    /// <param name="runs">
    /// The runs, on one data set and in any order. Those that differ in their seed only are averaged; those with a class
    /// left out are shown apart.
    /// </param>
    /// <exception cref="EngramException">There are no runs, they are on several data sets, a file cannot be written, or <see cref="DrawingLibrary"/> has a problem.</exception>
    public static void Write(string htmlPath, string figuresFolder, string title, IReadOnlyList<FinishedRun> runs)
    {
        ArgumentException.ThrowIfNullOrEmpty(htmlPath);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(runs);
        var data = ReportData.Of(runs);
        FigureBlock[] figures = DrawAll(figuresFolder, data);
        string folder = RelativeFolder(htmlPath, figuresFolder);
        AtomicFile.WriteAllText(htmlPath, ReportPage.Format(title, data, figures, folder));
    }

    /// <summary>Writes the figures that apply to the runs as SVG and PNG, without a page.</summary>
    /// <param name="figuresFolder">The folder for the files; it is created where it does not exist.</param>
    /// <param name="runs">The runs, as for <see cref="Write"/>.</param>
    /// <exception cref="EngramException">As for <see cref="Write"/>.</exception>
    public static void WriteFigures(string figuresFolder, IReadOnlyList<FinishedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        DrawAll(figuresFolder, ReportData.Of(runs));
    }

    /// <summary>Draws and writes all figures, one after the other; see <see cref="Drawing.FigurePage"/>.</summary>
    private static FigureBlock[] DrawAll(string folder, ReportData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        DrawingLibrary.Require();
        DurableFolder.Create(folder);
        Figure[] shown = [.. FigureTable.All.Where(figure => figure.AppliesTo(data) && !(figure.ShowsEveryClass && data.ClassNames.Count > ClassPairs.MostClasses))];
        IReadOnlyList<Figure> open = FigureTable.Open(shown);
        return [.. shown
            .OrderBy(figure => ReportPage.PlaceOf(figure.Section))
            .ThenByDescending(open.Contains)
            .Select((figure, index) => Draw(folder, data, figure, index + 1, open.Contains(figure)))];
    }

    private static FigureBlock Draw(string folder, ReportData data, Figure figure, int number, bool isOpen)
    {
        FigureCaption caption = figure.Caption(data);
        (_, string light) = FigureFiles.Write(folder, figure.Name, caption.Title, figure.Draw(data));
        string dark = FigureTheme.Dark.Draw(() => figure.Draw(data).ToSvg(figure.Name, caption.Title));
        return new FigureBlock(figure, caption, number, isOpen, SvgPair.Of(light, dark));
    }

    /// <summary>Where the page finds the figures' files.</summary>
    private static string RelativeFolder(string htmlPath, string figuresFolder)
    {
        string from = Path.GetDirectoryName(Path.GetFullPath(htmlPath))!;
        string relative = Path.GetRelativePath(from, Path.GetFullPath(figuresFolder)).Replace('\\', '/');
        return relative == "." ? "" : string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)) + "/";
    }
}
