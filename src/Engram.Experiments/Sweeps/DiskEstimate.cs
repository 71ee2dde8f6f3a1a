using Engram.Analysis.Images;
using Engram.Analysis.Maps;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Families;
using Engram.Models;
using Engram.Optimizers;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// Bytes of a finished run's folder, from the shapes of what is in it. Its last checkpoint holds no slots of the optimizer, because no
/// layer trains any more; the one before does. A run under way may hold two that do.
/// </summary>
internal static class DiskEstimate
{
    /// <summary>Spec, record, and the heads of the other files.</summary>
    private const int SmallFiles = 18 << 10;

    /// <summary>What stands before the numbers in a network's file.</summary>
    private const int HeadOfWeights = 3 << 10;

    private const int BytesOfMetricsRow = 140;
    private const int BytesOfStoredEpoch = 350;
    private const int BytesOfStoredLayer = 110;
    private const int WallImagesOfClass = 20;

    /// <summary>Numbers in the tables and the document of an analysis, per class and layer, as measured.</summary>
    private const int AnalysisBytesOfClassAndLayer = 6 << 10;

    /// <summary>A unit's tuning in a table, and twice in the document: over correctly classified images, and over all.</summary>
    private const int BytesOfTunedUnit = 240;

    public static long Bytes(RunSpec spec, SweepSettings settings, RunDatasets data)
    {
        TrainingSpec training = spec.Training;
        Model model = ModelTable.Find(training.Model);
        DataFacts description = DataFacts.Of(spec);
        int classCount = description.ClassCount;
        long[] layers = [.. model.Definition.CountParameters(training, description.Shape, classCount).Select(count => count * sizeof(float))];
        long units = training.Layers.Sum(count => (long)count);
        long epochs = RunWatch.RowCount(training);

        // A model that trains as a whole stores every layer's activity with each epoch.
        long history = epochs * (BytesOfStoredEpoch + (model.Traits.IsLocal ? 0 : training.Layers.Count * BytesOfStoredLayer));
        long bytes = SmallFiles
            + layers.Sum()
            + Checkpoints(layers.Sum() + data.TrainCount(spec) + history, layers, spec, model, settings)
            + (epochs * BytesOfMetricsRow)
            + (KeptCount(training, model, settings) * (layers.Sum() + HeadOfWeights));
        if (settings.Representations)
        {
            bytes += data.TestCount(spec) * ((units * sizeof(float)) + 2);
        }

        if (settings.Analyze)
        {
            bytes += (classCount * WallImagesOfClass * units * sizeof(float))
                + (classCount * description.Shape.InputSize * sizeof(float))
                + (model.Traits.IsFullyConnected ? 0 : Maps(training, description.Shape.InputSize, classCount))
                + (classCount * training.Layers.Count * AnalysisBytesOfClassAndLayer)
                + (units * BytesOfTunedUnit)
                + Images(training, model, description.Shape.InputSize, classCount);
        }

        return bytes;
    }

    // A right and a wrong image of each class, and those that drive its unit most in each layer; packed they take about half.
    private static long Images(TrainingSpec training, Model model, long inputSize, int classCount) =>
        Math.Min(classCount, ClassPictures.MostClasses) * (2 + (model.Traits.IsFullyConnected ? TopImages.PerUnit * training.Layers.Count : 0)) * inputSize / 2;

    // Patches and class maps are as large as images at most, and packed.
    private static long Maps(TrainingSpec training, long inputSize, int classCount) =>
        (training.Layers.Count * Math.Min(classCount, MapPictures.MostClasses) * (MapPictures.PlacesOfChannel + 1) * inputSize)
        + (training.Layers[0] * inputSize);

    private static long KeptCount(TrainingSpec training, Model model, SweepSettings settings) => settings.KeepCheckpoints is { } kept
        ? Enumerable.Range(0, model.Definition.PhaseCount(training)).Sum(phase => (long)kept.CountIn(training.Epochs[phase]))
        : 0;

    private static long Checkpoints(long bytesOfEach, long[] layers, RunSpec spec, Model model, SweepSettings settings)
    {
        int phaseCount = model.Definition.PhaseCount(spec.Training);
        long slotCount = OptimizerTable.Find(spec.Training.Optimizer).Slots.Count;
        long last = bytesOfEach + (model.Traits.LayersVote ? 0 : slotCount * layers[^1]);
        bool isOnlyOne = phaseCount == 1 && spec.Training.Epochs[0] <= settings.CheckpointEvery;
        Range trained = model.Definition.TrainedLayers(spec.Training, phaseCount - 1);
        long inTraining = layers[..spec.Training.Layers.Count][trained].Sum();

        // The weights of the best epoch so far stand beside those in training, the head's among them.
        long best = spec.Training.KeepBest ? inTraining + (model.Traits.LayersVote ? 0 : layers[^1]) : 0;
        return isOnlyOne ? last : last + last + (slotCount * inTraining) + best;
    }
}
