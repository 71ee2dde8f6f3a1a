using Engram.Analysis.Spikes;
using Engram.Cli.Terminal;

namespace Engram.Cli.Rendering;

/// <summary>What spikes take and when they come, as two tables.</summary>
internal static class SpikesView
{
    public static void Show(Shell shell, SpikeAnalysis spikes)
    {
        shell.WriteText($"What a test image with its label takes in {spikes.Steps} steps (means); a dense pass multiplies all weights in every step");
        Events(spikes).Show(shell);
        shell.WriteText("When units fire: of the ensemble, mean step of the first spike and share that stays silent; mean correlation of two units' trains, where shuffled steps give 0");
        Times(spikes).Show(shell);
    }

    private static FittingTable Events(SpikeAnalysis spikes)
    {
        FittingTable table = new FittingTable().AddNumbers(
            "Layer", "Input\nevents", "Spikes", "Rows\nadded", "Rows,\ndense", "Weights\nmultiplied", "Weights,\ndense", "Multiplied\nby units");
        foreach ((int index, SpikeLayer layer) in spikes.Layers.Index())
        {
            SpikeEvents events = layer.Events;
            table.AddRow(
                $"{index + 1}",
                RunText.Fixed(events.InputEvents, 1),
                RunText.Fixed(events.Spikes, 1),
                RunText.Fixed(events.RowAdditions, 1),
                RunText.Count(events.DenseRowAdditions),
                RunText.Count((long)Math.Round(events.WeightMultiplications)),
                RunText.Count(events.DenseMultiplications),
                RunText.Count(events.UnitMultiplications));
        }

        return table;
    }

    private static FittingTable Times(SpikeAnalysis spikes)
    {
        FittingTable table = new FittingTable().AddNumbers(
            "Layer", "Never\nfire", "Sparse\nin time", "First\nspike", "Silent", "r\nwithin", "two\nimages", "r\nbetween", "two\nimages");
        foreach ((int index, SpikeLayer layer) in spikes.Layers.Index())
        {
            FirstSpikes first = FirstSpikes.Sum(layer.EnsembleFirstSpikes);
            table.AddRow(
                $"{index + 1}",
                RunText.Count(layer.Rates.Count(rate => rate == 0)),
                RunText.Fixed(layer.Sparseness.OfTrains, 3),
                RunText.Fixed(first.MeanStep, 2),
                RunText.Fixed(first.NeverShare, 3),
                RunText.Fixed(layer.Within.Correlation, 3),
                RunText.Fixed(layer.Within.OtherImageCorrelation, 3),
                RunText.Fixed(layer.Between.Correlation, 3),
                RunText.Fixed(layer.Between.OtherImageCorrelation, 3));
        }

        return table;
    }
}
