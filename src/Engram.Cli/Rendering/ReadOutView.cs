using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;

namespace Engram.Cli.Rendering;

/// <summary>Shows accuracies of read-outs beside those of the network itself.</summary>
internal static class ReadOutView
{
    public static void Show(Shell shell, ReadOutRecord record, string folder)
    {
        shell.WriteText($"{record.Model} on {record.Data}: accuracy {RunText.Fixed(record.NetworkTestAccuracy, 4)} by itself; below, that of a linear classifier of its features, learned from {RunText.Count(record.TrainSamples)} images");
        bool hasValidation = record.ValidationSamples > 0;
        bool hasLayers = record.ReadOuts.Any(readOut => readOut.LayerTestAccuracy is not null);
        FittingTable table = new FittingTable().AddNumbers(
            ["Layers", "Features", "Training", .. hasValidation ? ["Validation"] : (string[])[], "Test", .. hasLayers ? ["Layer\nitself"] : (string[])[]]);
        foreach (LayersReadOut readOut in record.ReadOuts)
        {
            table.AddRow(
            [
                string.Join(" ", readOut.Layers),
                RunText.Count(readOut.Features),
                RunText.Fixed(readOut.TrainAccuracy, 4),
                .. hasValidation ? [RunText.Fixed(readOut.ValidationAccuracy, 4)] : (string[])[],
                RunText.Fixed(readOut.TestAccuracy, 4),
                .. hasLayers ? [RunText.Fixed(readOut.LayerTestAccuracy, 4)] : (string[])[],
            ]);
        }

        table.Show(shell);
        shell.WriteLine($"Table and classifier: {Path.Combine(folder, "read-out.csv")}, {Path.Combine(folder, "read-out.npz")}");
    }
}
