using System.Collections.Immutable;
using Engram.Analysis.Epochs;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Threading;

namespace Engram.Experiments.Analyses;

/// <summary>Measures the layers of a run after each of the epochs whose weights it has kept.</summary>
internal static class EpochRuns
{
    /// <summary>The weights that a run has kept.</summary>
    /// <exception cref="EngramException">There are none.</exception>
    public static IReadOnlyList<KeptPoint> RequireKept(RunFolder folder) => new KeptFolder(folder).Points is { Count: > 0 } points
        ? points
        : throw new EngramException($"The run {folder.Path} has kept no weights of earlier epochs; train one with --keep-checkpoints every:5, or leave --over-epochs out.");

    /// <summary>Measures them.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="network">The finished network.</param>
    /// <param name="test">The images.</param>
    /// <param name="points">What was kept.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="progress">Told the name of each stage as it begins.</param>
    /// <exception cref="EngramException">Weights are damaged, or of another run.</exception>
    public static EpochsRecord Measure(
        RunFolder folder, RunSpec spec, NetworkBody network, ImageDataset test, IReadOnlyList<KeptPoint> points, WorkerPool workers, Action<string> progress)
    {
        KeptFolder kept = new(folder);
        EpochAnalyzer analyzer = new(spec.Training, test, workers);
        progress("finished network");
        LayerMoment[] finished = analyzer.MeasureFinished(network);
        List<LayerMoment> moments = [];
        foreach (KeptPoint point in points)
        {
            ImmutableArray<int> layers = LayersOf(point, spec.Training, network);
            progress($"epoch {point.Epoch}{(layers.Length == 1 ? $" of layer {layers[0] + 1}" : "")}");
            moments.AddRange(analyzer.Measure(kept.Read(point), layers, point.Epoch, finished));
        }

        string weights = Checksums.HashText(RunChecksums.WeightsLine(folder));
        return new EpochsRecord(weights, [.. finished.SelectMany(last => moments.Where(moment => moment.LayerIndex == last.LayerIndex).Append(last))]);
    }

    private static ImmutableArray<int> LayersOf(KeptPoint point, TrainingSpec spec, NetworkBody network)
    {
        int phases = network.Model.Definition.PhaseCount(spec);
        if (point.PhaseIndex >= phases)
        {
            throw new EngramException($"{point.Path} is of a layer that the run does not train by itself; remove it.");
        }

        (int first, int count) = network.Model.Definition.TrainedLayers(spec, point.PhaseIndex).GetOffsetAndLength(network.LayerShapes.Count);
        return [.. Enumerable.Range(first, count)];
    }
}
