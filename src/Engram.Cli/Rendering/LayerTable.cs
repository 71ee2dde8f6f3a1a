using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Models;

namespace Engram.Cli.Rendering;

/// <summary>What each layer shows on the images it was tested on.</summary>
internal static class LayerTable
{
    public static void Show(Shell shell, string model, IReadOnlyList<LayerRecord> layers, double? accuracy)
    {
        ModelTraits traits = ModelTable.Find(model).Traits;
        ReadOut readOut = traits.ReadOut;
        FittingTable table = new FittingTable().AddNumbers(
            ["Layer", .. OfLayer(readOut), "Hoyer\nsparseness", "Active\nfraction", "Silent\nsamples", $"Dead\n{traits.UnitName}s", .. OfLabels(readOut)]);
        foreach ((int index, LayerRecord layer) in layers.Index())
        {
            table.AddRow(Row($"{index + 1}", layer, readOut));
        }

        if (readOut == ReadOut.Logits)
        {
            table.Show(shell);
            return;
        }

        table.AddRow("all", RunText.Fixed(accuracy, 4));
        table.Show(shell);
    }

    // A layer of a classifier predicts nothing by itself.
    private static string[] OfLayer(ReadOut readOut) => readOut == ReadOut.Logits ? [] : ["Accuracy"];

    private static string[] OfLabels(ReadOut readOut) => readOut switch
    {
        ReadOut.Goodness => ["Positive\ngoodness", "Negative\ngoodness"],
        ReadOut.ClassScores => ["True\nscore", "Other\nscores"],
        _ => [],
    };

    private static string[] Row(string name, LayerRecord layer, ReadOut readOut) =>
    [
        name,
        .. readOut == ReadOut.Logits ? [] : new[] { RunText.Fixed(layer.TestAccuracy, 4) },
        RunText.Fixed(layer.HoyerSparseness, 3),
        RunText.Fixed(layer.ActiveFraction, 3),
        RunText.Count(layer.SilentSamples),
        RunText.Count(layer.DeadUnits),
        .. readOut == ReadOut.Logits ? [] : new[] { RunText.Fixed(layer.PositiveGoodness, 3), RunText.Fixed(layer.NegativeGoodness, 3) },
    ];
}
