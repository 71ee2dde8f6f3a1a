using Engram.Analysis.Assemblies;
using Engram.Analysis.Similarity;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.Html;

/// <summary>Tables about many units at once: participation ratios, assemblies, and which classes are alike.</summary>
internal static class PopulationSection
{
    private const string Distance = "correlation";

    public static void Write(HtmlWriter html, ReportData data)
    {
        if (!data.Runs.Any(run => run.Analysis is { Geometry: not null } or { Assemblies: not null } or { Similarity: not null }))
        {
            return;
        }

        // Many numbers that few readers ask for first.
        using (html.Open("details"))
        {
            html.Element("summary", data.Say("Tables of many units at once: directions of activity, layers and classes that are alike, assemblies"));
            WriteTables(html, data);
        }
    }

    private static void WriteTables(HtmlWriter html, ReportData data)
    {
        if (data.Groups.Any(group => group.Runs.Any(run => run.Analysis.Geometry is not null)))
        {
            WriteGeometry(html, data);
        }

        if (data.Groups.Any(group => group.Runs.Any(run => run.Analysis.Assemblies is not null)))
        {
            WriteAssemblies(html, data);
        }

        if (data.Groups.Any(group => group.Runs.Any(run => run.Analysis.Similarity is not null)))
        {
            WriteSimilarity(html, data);
        }
    }

    private static void WriteGeometry(HtmlWriter html, ReportData data) => HtmlTable.Write(
        html,
        "Over how many directions activity is spread, and how alike layers are (over all test images)",
        ["Model", "Layer", data.Say("units that vary"), "participation ratio", "of white noise", .. Enumerable.Range(1, data.LayerCount).Select(number => $"CKA with layer {number}")],
        from @group in data.Groups
        from layer in Enumerable.Range(0, @group.Layers.Count)
        select (HtmlCell[])[
            HtmlCell.Of(@group.Label),
            HtmlCell.Number($"{layer + 1}"),
            Mean(@group, run => run.Analysis.Geometry?.Layers[layer].VaryingUnits, value => Numbers.Text(value, "0.#")),
            Mean(@group, run => run.Analysis.Geometry?.Layers[layer].ParticipationRatio, value => Numbers.Text(value, "0.0")),
            Mean(@group, run => run.Analysis.Geometry?.Layers[layer].WhiteNoise, value => Numbers.Text(value, "0.0")),
            .. Enumerable.Range(0, data.LayerCount).Select(other => Mean(@group, run => other < @group.Layers.Count ? run.Analysis.Geometry?.Cka[layer][other] : null, Numbers.Share))]);

    private static void WriteAssemblies(HtmlWriter html, ReportData data)
    {
        HtmlTable.Write(
            html,
            data.Say("Assemblies of units that are active together, found without labels (over all test images)"),
            ["Model", "Layer", data.Say("units that vary"), "assemblies", data.Say("units of an assembly"), "best Jaccard index of a class", "of random assemblies"],
            from @group in data.Groups
            from layer in Enumerable.Range(0, @group.Layers.Count)
            select (HtmlCell[])[
                HtmlCell.Of(@group.Label),
                HtmlCell.Number($"{layer + 1}"),
                Found(@group, layer, found => found.VaryingUnits, value => Numbers.Text(value, "0.#")),
                Found(@group, layer, found => found.Assemblies.Count, value => Numbers.Text(value, "0.#")),
                Found(@group, layer, found => found.Assemblies.Count > 0 ? found.Assemblies.Average(assembly => assembly.Units.Count) : null, value => Numbers.Text(value, "0.0")),
                Found(@group, layer, found => found.ClassMatches.Average(), Numbers.Share),
                Found(@group, layer, found => found.ShuffledMatch, Numbers.Share)]);
        html.Element(
            "p",
            data.Say("An assembly is an independent component of the units' activity within the directions that vary more than independent units do. A class's best Jaccard index is that of its mean-ratio ensemble and the assembly that shares most with it. Random assemblies have as many units, drawn at random."),
            ("class", "note"));
    }

    private static void WriteSimilarity(HtmlWriter html, ReportData data)
    {
        bool isRepeated = data.Groups.Any(group => group.Runs.Count > 1);
        HtmlTable.Write(
            html,
            "Which classes are alike: agreement of dissimilarities 1 − r (Spearman correlation over pairs of classes, all test images)",
            ["Model", "Layer", "with pixels", "with confusions", .. isRepeated ? (string[])["noise ceiling"] : [], .. data.Groups.Count > 1 ? data.Groups.Select(group => $"with {group.Label}") : []],
            from @group in data.Groups
            from layer in Enumerable.Range(0, @group.Layers.Count)
            select (HtmlCell[])[
                HtmlCell.Of(@group.Label),
                HtmlCell.Number($"{layer + 1}"),
                Mean(@group, run => Agreement(run.Analysis.Similarity, layer, "pixels"), Numbers.Share),
                Mean(@group, run => Agreement(run.Analysis.Similarity, layer, "predictions"), Numbers.Share),
                .. isRepeated ? (HtmlCell[])[HtmlCell.Number(Ceiling(@group, layer))] : [],
                .. data.Groups.Count > 1 ? data.Groups.Select(other => HtmlCell.Number(ReferenceEquals(other, @group) ? "–" : Between(@group, other, layer))) : []]);
        if (isRepeated)
        {
            html.Element(
                "p",
                "The noise ceiling is what anything could reach that agrees with all runs of a model at best: its lower bound is a run's correlation with the mean ranks of the others, its upper bound that with the mean of all.",
                ("class", "note"));
        }
    }

    private static HtmlCell Found(RunGroup runs, int layer, Func<LayerAssemblies, double?> read, Func<double, string> format) =>
        Mean(runs, run => run.Analysis.Assemblies is { } found ? read(found.Layers[layer]) : null, format);

    private static double? Agreement(SimilarityAnalysis? similarity, int layer, string other) =>
        similarity?.Comparisons.FirstOrDefault(pair => pair.Distance == Distance && pair.First == $"layer-{layer + 1}" && pair.Second == other)?.Spearman;

    private static string Ceiling(RunGroup group, int layer) =>
        NoiseCeiling.Of(Series(group, layer)) is { } ceiling ? $"{Numbers.Share(ceiling.Lower)} – {Numbers.Share(ceiling.Upper)}" : "–";

    // Over every pair of a run of each.
    private static string Between(RunGroup first, RunGroup other, int layer) => ReportWords.Mean(
        RunMeans.Of(from one in Series(first, layer) from second in Series(other, layer) where one.Length == second.Length select Correlation.Spearman(one, second)), Numbers.Share);

    private static double[][] Series(RunGroup runs, int layer) =>
        [.. from run in runs.Runs
            let values = run.Analysis.Similarity?.Dissimilarities.FirstOrDefault(source => source.Source == $"layer-{layer + 1}" && source.Distance == Distance)?.Values
            where values is not null && values.All(value => value is not null)
            select values.Select(value => value!.Value).ToArray()];

    private static HtmlCell Mean(RunGroup group, Func<FinishedRun, double?> measure, Func<double, string> format) =>
        HtmlCell.Number(ReportWords.Mean(group.Over(measure), format));
}
