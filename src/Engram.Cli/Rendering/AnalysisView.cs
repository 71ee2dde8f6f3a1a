using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;
using Engram.Families;

namespace Engram.Cli.Rendering;

/// <summary>The heart of an analysis as tables: sparseness by four measures and the paper's ensembles.</summary>
internal static class AnalysisView
{
    // A column each; more are shown by their smallest, middle and largest.
    private const int MostColumns = 20;

    private const string PaperRule = "mean-ratio";

    public static void Show(Shell shell, NetworkAnalysis analysis, string folder, IReadOnlyList<EpochRow> epochs)
    {
        shell.WriteText($"{analysis.Model} on {analysis.Data}: accuracy {RunText.Fixed(analysis.Accuracy, 4)}; below, {RunText.Count(analysis.Correct.SampleCount)} correctly classified of {RunText.Count(analysis.All.SampleCount)} test images");
        Show(shell, analysis.Correct, [.. Enumerable.Range(0, analysis.ClassNames.Count).Select(label => $"{label}")], ModelTable.Find(analysis.Model).Traits.UnitName);
        if (analysis.ClassNames.Count <= MostColumns && analysis.ClassNames.Index().Any(named => named.Item != $"{named.Index}"))
        {
            shell.WriteText(string.Join(", ", analysis.ClassNames.Index().Select(named => $"{named.Index} {named.Item}")));
        }

        if (analysis.Spikes is { } spikes)
        {
            SpikesView.Show(shell, spikes);
        }

        if (epochs.Count > 0)
        {
            EpochsView.Show(shell, epochs);
        }

        shell.WriteLine($"All tables: {folder}");
    }

    public static void Show(Shell shell, ActivationAnalysis analysis, string folder)
    {
        string samples = $"{RunText.Count(analysis.All.SampleCount)} samples of {analysis.ClassNames.Count} classes";
        shell.WriteText(analysis is { Correct: { } correct, Accuracy: { } accuracy }
            ? $"{analysis.Source}: accuracy {RunText.Fixed(accuracy, 4)}; below, {RunText.Count(correct.SampleCount)} correctly classified of {samples}"
            : $"{analysis.Source}: {samples}");
        Show(shell, analysis.Correct ?? analysis.All, analysis.ClassNames, "unit");
        shell.WriteLine($"All tables: {folder}");
    }

    private static void Show(Shell shell, RepresentationAnalysis representations, IReadOnlyList<string> labels, string unit)
    {
        Sparseness(representations).Show(shell);
        shell.WriteText($"{char.ToUpperInvariant(unit[0])}{unit[1..]}s in the ensemble of each class ({PaperRule}), and pairs of classes that share any");
        Ensembles(representations, labels).Show(shell);
    }

    private static FittingTable Sparseness(RepresentationAnalysis representations)
    {
        FittingTable table = new FittingTable().AddNumbers("Layer", "Hoyer", "Active\nfraction", "Gini", "Treves-\nRolls", "Silent\nsamples");
        foreach ((int index, LayerRepresentation layer) in representations.Layers.Index())
        {
            SparsenessMeasures measures = layer.Sparseness;
            table.AddRow(
                $"{index + 1}",
                RunText.Fixed(measures.Hoyer, 3),
                RunText.Fixed(measures.ActiveFraction, 3),
                RunText.Fixed(measures.Gini, 3),
                RunText.Fixed(measures.TrevesRolls, 3),
                RunText.Count(measures.SilentSamples));
        }

        return table;
    }

    private static FittingTable Ensembles(RepresentationAnalysis representations, IReadOnlyList<string> labels)
    {
        bool isEach = labels.Count <= MostColumns;
        string[] columns = isEach ? [.. labels] : ["Smallest", "Median", "Largest"];
        FittingTable table = new FittingTable().AddNumbers(["Layer", .. columns, "Sharing\npairs"]);
        foreach ((int index, LayerRepresentation layer) in representations.Layers.Index())
        {
            EnsembleSet set = layer.Ensembles.First(ensembles => ensembles.Rule == PaperRule);
            int classes = set.Units.Count;
            int sharing = ClassPairs.Overlaps(set.Units).Count(overlap => overlap > 0);
            int[] sizes = [.. set.Units.Select(units => units.Count)];
            int[] ordered = [.. sizes.Order()];
            int[] shown = isEach ? sizes : [ordered[0], ordered[classes / 2], ordered[^1]];
            table.AddRow([$"{index + 1}", .. shown.Select(size => $"{size}"), $"{sharing}/{classes * (classes - 1) / 2}"]);
        }

        return table;
    }
}
