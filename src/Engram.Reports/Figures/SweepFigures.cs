using Engram.Experiments.Results;
using Engram.Experiments.Specs;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.Reference;
using Engram.Storage;

namespace Engram.Reports.Figures;

/// <summary>The figure of a sweep: sparseness against accuracy of all finished runs, whether they are analyzed or not.</summary>
public static class SweepFigures
{
    private static readonly SparsenessAccuracyFigure Figure = new();

    /// <summary>Writes one figure for each data set, as SVG and PNG.</summary>
    /// <param name="folder">The folder for the files; it is created where it does not exist.</param>
    /// <param name="results">The runs.</param>
    /// <returns>The SVG files.</returns>
    /// <exception cref="EngramException">A file cannot be written, or <see cref="DrawingLibrary"/> has a problem.</exception>
    public static IReadOnlyList<string> Write(string folder, SweepResults results)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(results);
        IGrouping<string, ResultRun>[] dataSets = [.. results.Finished.Where(run => run.Find("testAccuracy") is not null).GroupBy(run => run.Spec.Data)];
        if (dataSets.Length == 0)
        {
            return [];
        }

        IReadOnlyDictionary<string, string> names = DataNames.Of(dataSets.Select(runs => runs.Key));
        DrawingLibrary.Require();
        DurableFolder.Create(folder);
        return [.. dataSets.Select(runs => FigureFiles.Write(folder, dataSets.Length == 1 ? Figure.Name : $"{Figure.Name}-{names[runs.Key]}", Figure.Title, Draw(names[runs.Key], runs)).SvgPath)];
    }

    private static FigurePage Draw(string name, IEnumerable<ResultRun> runs) => AccuracyPanels.Draw(
        [
            .. runs.GroupBy(run => run.Spec.Training.Model)
                .OrderBy(group => ModelNames.Order(group.Key))
                .Select(group => new PointGroup(Reference(name, group), ModelNames.ForPeople(group.Key), GroupStyle.Of(group.Key, 0), [.. group.Select(Point)])),
        ],
        runs.Max(run => run.Spec.Training.Layers.Count));

    private static ReferenceResult? Reference(string data, IGrouping<string, ResultRun> runs) =>
        runs.Any(run => PaperSettings.Match(run.Spec)) ? ReferenceNumbers.Find(data, runs.Key) : null;

    private static AccuracyPoint Point(ResultRun run) => new(
        run.Find("testAccuracy")!.Value,
        [.. Enumerable.Range(1, run.Spec.Training.Layers.Count).Select(layer => run.Find("hoyerSparseness", layer))]);
}
