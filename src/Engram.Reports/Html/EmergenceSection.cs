using Engram.Analysis;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using Engram.Reports.Reference;

namespace Engram.Reports.Html;

/// <summary>What goes with the figures of the emergent representations: silent images, and ensembles beside the reference's.</summary>
internal static class EmergenceSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        if (data.MixesUnits)
        {
            html.Element("p", "A unit of a convolutional layer is a channel, and its activation the mean of the channel's map.");
        }

        HtmlTable.Write(
            html,
            data.Say("Images without any active unit (counted, and left out of sparseness)"),
            ["Model", .. Enumerable.Range(1, data.LayerCount).Select(number => $"layer {number}"), "of images"],
            data.Groups.Select(group => Silence(data, group)));
        PopulationSection.Write(html, data);
        if (data.Groups.FirstOrDefault(group => group.Model == ModelNames.ForwardForward && data.ReferenceOf(group) is not null) is { } group && data.ReferenceData == "fashion-mnist" && group.Layers.Count > 0)
        {
            WriteReferenceSizes(html, data, group);
        }
    }

    private static HtmlCell[] Silence(ReportData data, RunGroup group) => [
        HtmlCell.Of(group.Label),
        .. Enumerable.Range(0, data.LayerCount).Select(layer => HtmlCell.Number(ReportWords.Mean(group.Over(run => run.Analysis.All.Layers.ElementAtOrDefault(layer)?.Sparseness.SilentSamples), value => Numbers.Text(value, "0.#")))),
        HtmlCell.Number(Numbers.Count(group.Shown.Analysis.All.SampleCount))];

    private static void WriteReferenceSizes(HtmlWriter html, ReportData data, RunGroup group)
    {
        LayerRepresentation layer = group.Layers[0];
        IReadOnlyList<IReadOnlyList<int>> ensembles = RuleLabels.Find(layer, RuleLabels.MeanRatio);
        if (ensembles.Count != ReferenceNumbers.FashionEnsembleSizes.Count)
        {
            return;
        }

        HtmlTable.Write(
            html,
            $"Sizes of mean-ratio ensembles in layer 1 of {group.Label}, and the reference's",
            ["Class", $"this report, of {layer.UnitCount} units", "share", $"reference, of {ReferenceNumbers.FashionEnsembleUnits} units", "share"],
            ensembles.Select((ensemble, c) => new[]
            {
                HtmlCell.Of(data.ClassNames[c]),
                HtmlCell.Number($"{ensemble.Count}"),
                HtmlCell.Number(Numbers.Share((double)ensemble.Count / layer.UnitCount)),
                HtmlCell.Number($"{ReferenceNumbers.FashionEnsembleSizes[c]}"),
                HtmlCell.Number(Numbers.Share((double)ReferenceNumbers.FashionEnsembleSizes[c] / ReferenceNumbers.FashionEnsembleUnits)),
            }));
    }
}
