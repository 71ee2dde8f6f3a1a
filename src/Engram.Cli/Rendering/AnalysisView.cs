using Engram.Analysis;

namespace Engram.Cli.Rendering;

/// <summary>The heart of an analysis as tables: sparseness by four measures and the paper's ensembles.</summary>
internal static class AnalysisView
{
    private const string PaperRule = "mean-ratio";

    public static void Show(Shell shell, NetworkAnalysis analysis, string folder)
    {
        shell.WriteText($"{analysis.Model} on {analysis.Data}: accuracy {RunText.Fixed(analysis.Accuracy, 4)}; below, {RunText.Count(analysis.Correct.SampleCount)} correctly classified of {RunText.Count(analysis.All.SampleCount)} test images");
        Sparseness(analysis).Show(shell);
        shell.WriteText($"Units in the ensemble of each class ({PaperRule}), and pairs of classes that share any");
        Ensembles(analysis).Show(shell);
        if (analysis.ClassNames.Index().Any(named => named.Item != $"{named.Index}"))
        {
            shell.WriteText(string.Join(", ", analysis.ClassNames.Index().Select(named => $"{named.Index} {named.Item}")));
        }

        shell.WriteLine($"All tables: {folder}");
    }

    private static FittingTable Sparseness(NetworkAnalysis analysis)
    {
        FittingTable table = new FittingTable().AddNumbers("Layer", "Hoyer", "Active\nfraction", "Gini", "Treves-\nRolls", "Silent\nsamples");
        foreach ((int index, LayerRepresentation layer) in analysis.Correct.Layers.Index())
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

    private static FittingTable Ensembles(NetworkAnalysis analysis)
    {
        FittingTable table = new FittingTable().AddNumbers(["Layer", .. Enumerable.Range(0, analysis.ClassNames.Count).Select(label => $"{label}"), "Sharing\npairs"]);
        foreach ((int index, LayerRepresentation layer) in analysis.Correct.Layers.Index())
        {
            EnsembleSet set = layer.Ensembles.First(ensembles => ensembles.Rule == PaperRule);
            int classes = set.Units.Count;
            int sharing = Enumerable.Range(0, classes).Sum(label => set.Shared.Counts[label].Skip(label + 1).Count(count => count > 0));
            table.AddRow([$"{index + 1}", .. set.Units.Select(units => $"{units.Count}"), $"{sharing}/{classes * (classes - 1) / 2}"]);
        }

        return table;
    }
}
