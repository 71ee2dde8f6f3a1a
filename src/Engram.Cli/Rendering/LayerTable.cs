using Engram.Experiments;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>What each layer shows on the images it was tested on.</summary>
internal static class LayerTable
{
    public static Table Create(IReadOnlyList<LayerRecord> layers, double? accuracy)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string header in (string[])
            ["\nLayer", "\nAccuracy", "Hoyer\nsparseness", "Active\nfraction", "Silent\nsamples", "Dead\nunits",
                "Positive\ngoodness", "Negative\ngoodness"])
        {
            table.AddColumn(new TableColumn(new Text(header)) { Alignment = Justify.Right, NoWrap = true, Padding = new Padding(1, 0, 0, 0) });
        }

        for (int i = 0; i < layers.Count; i++)
        {
            table.AddRow(Row($"{i + 1}", layers[i]));
        }

        return table.AddRow("all", RunText.Fixed(accuracy, 4));
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
