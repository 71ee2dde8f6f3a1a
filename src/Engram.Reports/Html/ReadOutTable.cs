using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.Html;

/// <summary>What linear classifiers make of the features of networks, beside their own accuracy, where runs have been read out.</summary>
internal static class ReadOutTable
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        HtmlCell[][] rows = [.. data.Groups.SelectMany(Rows)];
        if (rows.Length == 0)
        {
            return;
        }

        HtmlTable.Write(html, "Linear read-out of features", ["Model", "Layers", "Settings", "Runs", "Read-out", "Layer itself"], rows);
        html.Element(
            "p",
            "A linear classifier was trained on the activations of some layers of the frozen network, side by side and without a label in the input. Beside its test accuracy is that of the layer itself, where a single one was read out.",
            ("class", "note"));
    }

    // Runs may have been read out in other layers, and with other settings, whose mean would be that of nothing.
    private static IEnumerable<HtmlCell[]> Rows(RunGroup model) =>
        from run in model.Runs
        where run.ReadOut is not null
        from layers in run.ReadOut!.ReadOuts.Select(Layers)
        group run by (Layers: layers, Settings: Settings(run.ReadOut!)) into runs
        select (HtmlCell[])
        [
            HtmlCell.Of(model.Label),
            HtmlCell.Of(runs.Key.Layers),
            HtmlCell.Of(runs.Key.Settings),
            HtmlCell.Number($"{runs.Count()}"),
            HtmlCell.Number(ReportWords.Mean(RunMeans.Of(runs.Select(run => (double?)Of(run, runs.Key.Layers).TestAccuracy)), Numbers.Accuracy)),
            HtmlCell.Number(ReportWords.Mean(RunMeans.Of(runs.Select(run => Of(run, runs.Key.Layers).LayerTestAccuracy)), Numbers.Accuracy)),
        ];

    private static string Settings(ReadOutRecord readOut) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{readOut.Epochs} epochs, rate {readOut.LearningRate}, {readOut.TrainSamples} images");

    private static string Layers(LayersReadOut readOut) => ReportWords.List(readOut.Layers.Select(layer => $"{layer}"));

    private static LayersReadOut Of(FinishedRun run, string layers) => run.ReadOut!.ReadOuts.First(readOut => Layers(readOut) == layers);
}
