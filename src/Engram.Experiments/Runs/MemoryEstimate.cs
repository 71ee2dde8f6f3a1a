using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Families.ForwardForward;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Experiments.Runs;

/// <summary>The memory that a run takes at most, roughly guessed from its spec: what grows with each key that a person can make smaller.</summary>
/// <param name="Layers">Parameters with all that Adam and checkpoints keep of them.</param>
/// <param name="Batch">Rows of a batch in all their forms.</param>
/// <param name="Images">What is kept for every image that is trained on.</param>
/// <param name="Fixed">The program, and the data set as it is loaded.</param>
internal sealed record MemoryEstimate(long Layers, long Batch, long Images, long Fixed)
{
    /// <summary>The runtime and the program with its work space, as measured with a small network.</summary>
    private const long Program = 100_000_000;

    /// <summary>Copies of a batch's rows: inputs, drives, activations, their lists and transposed forms, gradients.</summary>
    private const int CopiesOfRows = 5;

    public long Bytes => Layers + Batch + Images + Fixed;

    /// <summary>The spec key whose part is the largest.</summary>
    public string LargestKey => Layers >= Math.Max(Batch, Images) ? "layers" : Batch >= Images ? "batchSize" : "trainSamples";

    public static MemoryEstimate Of(RunSpec spec)
    {
        TrainingSpec training = spec.Training;
        Model model = ModelTable.Find(training.Model);
        DataFacts data = DataFacts.Of(spec);
        int[] sizes = [data.Shape.InputSize, .. training.Layers, .. model.Traits.LayersVote ? (int[])[] : [data.ClassCount]];
        long[] layers = [.. model.CountParameters(training, data.Shape, data.ClassCount).Select(count => count * sizeof(float))];
        long rows = (long)Math.Min(training.BatchSize, spec.TrainSamples ?? data.TrainCount) * (model.Traits.HasNegatives ? 2 : 1);
        int split = training.ValidationSplit > 0 ? spec.TrainSamples ?? data.TrainCount : 0;
        bool trainsAlone = model is not LayerwiseModel && model.Traits.IsLocal && model.PhaseCount(training) > 1;

        // Weights, two means, and a copy of these for the checkpoint that is being written; a layer that is trained alone has
        // a narrower copy besides, and layers that are trained through each other are needed transposed too.
        long parameters = trainsAlone ? (2 * layers.Sum()) + (6 * layers.Max()) : 7 * layers.Sum();

        // The best so far, and a copy of that for the checkpoint.
        parameters += training.KeepBest ? 2 * (trainsAlone ? layers.Max() : layers.Sum()) : 0;
        long width = trainsAlone ? sizes.Zip(sizes.Skip(1), (inputs, units) => (long)inputs + units).Max() : sizes.Sum(size => (long)size);
        return new MemoryEstimate(
            parameters,
            rows * width * CopiesOfRows * sizeof(float),
            trainsAlone ? OfFrozenLayers(training, spec.TrainSamples ?? data.TrainCount, data.ClassCount) : 0,
            Program + ((long)(data.TrainCount + data.TestCount + split) * data.Shape.InputSize));
    }

    private static long OfFrozenLayers(TrainingSpec training, long images, int classes)
    {
        long products = images * training.Layers[0] * sizeof(float);
        long passedOn = images * classes * training.Layers.Max() / 8;
        return (products <= FrozenLayers.ProductBytes ? products : 0) + Math.Min(passedOn, FrozenLayers.ActivationBytes);
    }
}
