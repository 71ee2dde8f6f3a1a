using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;

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

    /// <summary>What a byte of images takes, as measured: what is read at a time comes on top.</summary>
    private const double SizeOfData = 1.2;

    public long Bytes => Layers + Batch + Images + Fixed;

    /// <summary>The spec key whose part is the largest.</summary>
    public string LargestKey => Layers >= Math.Max(Batch, Images) ? "layers" : Batch >= Images ? "batchSize" : "trainSamples";

    public static MemoryEstimate Of(RunSpec spec)
    {
        TrainingSpec training = spec.Training;
        Model model = ModelTable.Find(training.Model);
        DataFacts data = DataFacts.Of(spec);
        int images = spec.TrainSamples ?? data.TrainCount;
        TrainingMemory memory = model.Definition.Memory(training, data.Shape, data.ClassCount, images);
        long rows = (long)Math.Min(training.BatchSize, images) * (model.Traits.HasNegatives ? 2 : 1);
        int split = training.ValidationSplit > 0 ? images : 0;
        return new MemoryEstimate(
            memory.Parameters * sizeof(float),
            rows * memory.OfRow * sizeof(float),
            memory.ImageBytes + (AugmentedImages.AreAskedFor(training) ? (long)images * data.Shape.InputSize : 0),
            Program + memory.TestBytes + (long)(SizeOfData * (data.TrainCount + data.TestCount + split) * data.Shape.InputSize));
    }
}
