using Engram.Analysis.Lesions;
using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;

namespace Engram.Cli.Rendering;

/// <summary>Shows what silencing ensembles costs, beside what random sets of units like them do.</summary>
internal static class LesionView
{
    public static void Show(Shell shell, LesionRecord record, string folder)
    {
        LesionAnalysis lesions = record.Lesions;
        shell.WriteText($"{record.Model} on {record.Data}: accuracy {RunText.Fixed(lesions.Accuracy, 4)} on {RunText.Count(lesions.ClassCounts.Sum())} images. Loss of accuracy where the ensemble of a class is silenced (mean-ratio), for the class itself and for the others, means over classes; and where random sets of as many units of like activity are, {RunText.Count(lesions.RandomSets)} for each");
        FittingTable table = new FittingTable().AddNumbers(
            "Layer", "Classes", "Own", "Others", "Own,\nrandom", "Others,\nrandom", "Activity\nratio", "Speci-\nficity", "Speci-\nficity,\nrandom", "p", "Ensembles\nalone");
        foreach ((int index, LayerLesions layer) in lesions.Layers.Index())
        {
            MeanDamage? mean = layer.Mean;
            table.AddRow(
                $"{index + 1}",
                $"{mean?.Classes ?? 0}",
                RunText.Fixed(mean?.Own, 3),
                RunText.Fixed(mean?.Others, 3),
                RunText.Fixed(mean?.RandomOwn.Mean, 3),
                RunText.Fixed(mean?.RandomOthers.Mean, 3),
                RunText.Fixed(mean?.ActivityRatio, 2),
                RunText.Fixed(mean?.Specificity, 3),
                RunText.Fixed(mean?.RandomSpecificity.Mean, 3),
                RunText.Fixed(mean?.SpecificityPValue, 3),
                RunText.Fixed(layer.UnionAccuracy, 4));
        }

        table.Show(shell);
        shell.WriteLine($"Tables: {Path.Combine(folder, "lesions.csv")}, lesion-layers.csv, lesion-matrix.csv, lesion-curves.csv");
    }
}
