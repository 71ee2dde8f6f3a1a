using Engram.Analysis;
using Engram.Analysis.Spikes;
using Engram.Families;
using Engram.Kernels;
using Engram.Models;
using Engram.Models.Spikes;
using Engram.Threading;
using Engram.Training;

namespace Engram.CrossCheck;

/// <summary>When the units of a small trained network fire, with what is said of that.</summary>
internal static class SpikeDump
{
    public static object[] Describe(ImageDataset train, ImageDataset test, WorkerPool workers)
    {
        TrainingSpec spec = ModelTable.Find("spiking-ff").Defaults with { Layers = [60, 45], Epochs = 12, BatchSize = 100, LearningRate = 0.003f, SpikeThreshold = new PerLayer<float>([0.5f, 0.5f]) };
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }

        NetworkBody network = trainer.State.Network;
        AnalysisResult result = NetworkAnalyzer.Analyze(network, test, new AnalysisOptions { Prediction = spec.Prediction }, workers);
        List<int[]>[] trains = Trains(network, network.Input.Take(test), workers, out int[][] inputEvents);
        return [.. result.Analysis.Spikes!.Layers.Select((layer, index) => new
        {
            steps = spec.Steps,
            units = spec.Layers[index],
            labels = test.Labels.ToArray(),
            predictions = result.Evaluation.Predictions,
            ensembles = result.Analysis.Correct.Layers[index].Ensembles.Single(set => set.Rule == "mean-ratio").Units,
            inputEvents = inputEvents[index],
            trains = trains[index],
            most = SynchronyAnalysis.MostImages,
            layer,
        })];
    }

    // For every image the places step · units + unit of its spikes.
    private static List<int[]>[] Trains(NetworkBody network, ImageDataset test, WorkerPool workers, out int[][] inputEvents)
    {
        List<int[]>[] trains = [.. network.LayerShapes.Select(_ => new List<int[]>())];
        int[][] events = new int[trains.Length][];
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, test.Count);
        ((IShowsSpikes)run).ShowSpikes(test, [.. Enumerable.Range(0, test.Count)], test.Labels, (layer, spikes) =>
        {
            events[layer] = [.. spikes.InputEvents];
            for (int row = 0; row < test.Count; row++)
            {
                FiringUnits firing = FiringUnits.Of(spikes.Spikes, row);
                trains[layer].Add([.. from place in Enumerable.Range(0, firing.Units.Length)
                                      from step in Enumerable.Range(0, spikes.Spikes.Steps)
                                      where firing.Fires(place, step)
                                      select (step * network.LayerShapes[layer].ViewUnits) + firing.Units[place]]);
            }
        });
        inputEvents = events;
        return trains;
    }
}
