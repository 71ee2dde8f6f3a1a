using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;

namespace Engram.Cli.Rendering;

/// <summary>What each layer shows on the images it was tested on.</summary>
internal static class LayerTable
{
    public static void Show(Shell shell, IReadOnlyList<LayerRecord> layers, double? accuracy)
    {
        FittingTable table = new FittingTable().AddNumbers(
            "Layer", "Accuracy", "Hoyer\nsparseness", "Active\nfraction", "Silent\nsamples", "Dead\nunits", "Positive\ngoodness", "Negative\ngoodness");
        foreach ((int index, LayerRecord layer) in layers.Index())
        {
            table.AddRow(Row($"{index + 1}", layer));
        }

        table.AddRow("all", RunText.Fixed(accuracy, 4));
        table.Show(shell);
    }

    private static string[] Row(string name, LayerRecord layer) =>
    [
        name,
        RunText.Fixed(layer.TestAccuracy, 4),
        RunText.Fixed(layer.HoyerSparseness, 3),
        RunText.Fixed(layer.ActiveFraction, 3),
        RunText.Count(layer.SilentSamples),
        RunText.Count(layer.DeadUnits),
        RunText.Fixed(layer.PositiveGoodness, 3),
        RunText.Fixed(layer.NegativeGoodness, 3),
    ];
}
