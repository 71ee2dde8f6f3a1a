using System.Globalization;
using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;

namespace Engram.Cli.Rendering;

/// <summary>Layers over epochs as a table.</summary>
internal static class EpochsView
{
    public static void Show(Shell shell, IReadOnlyList<EpochRow> rows)
    {
        shell.WriteText("Over epochs, all test images: mean size of an ensemble (mean-ratio), its overlap with that in the finished network and with those of other classes (Jaccard), and how selective units are");
        FittingTable table = new FittingTable().AddNumbers(
            "Layer", "Epoch", "Accu-\nracy", "Hoyer", "Ensem-\nble", "Overlap,\nfinal", "Overlap,\nclasses", "Selec-\ntivity", "Informed-\nness");
        foreach (EpochRow row in rows)
        {
            table.AddRow(
                $"{row.Layer}",
                row.Epoch?.ToString(CultureInfo.InvariantCulture) ?? "end",
                RunText.Fixed(row.Accuracy, 3),
                RunText.Fixed(row.Sparseness.Hoyer, 3),
                RunText.Fixed(row.MeanEnsembleSize, 1),
                RunText.Fixed(row.OverlapWithFinal, 3),
                RunText.Fixed(row.OverlapBetweenClasses, 3),
                RunText.Fixed(row.ClassSelectivity, 3),
                RunText.Fixed(row.Informedness, 3));
        }

        table.Show(shell);
    }
}
