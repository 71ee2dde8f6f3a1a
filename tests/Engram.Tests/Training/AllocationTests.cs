using Engram.Data;
using Engram.Kernels;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>
/// A step in the steady state allocates next to nothing: the closures that hand rows to threads and short lists of the phase,
/// some forty objects, whatever the size of batch and layers.
/// </summary>
public sealed class AllocationTests
{
    private const int WarmUpEpochs = 2;
    private const int SampleCount = 256;
    private const int BatchSize = 32;

    [Theory]
    [InlineData("ff", 1_100)]
    [InlineData("bp-ff", 4_500)]
    [InlineData("bp", 2_500)]
    public void A_step_allocates_no_more_than_its_closures(string model, long limit)
    {
        Assert.InRange(MedianStepBytes(model, width: 32), 0, limit);
        Assert.InRange(MedianStepBytes(model, width: 128), 0, limit);
    }

    // The limits are those of code that the compiler has not optimized yet; later, some closures do not reach the heap any more.
    // An epoch's first and last steps draw negatives and keep account; those between are what a run consists of. The median,
    // because lists of active units may still have to grow once in a while.
    private static long MedianStepBytes(string model, int width)
    {
        ImageDataset train = TestSupport.SyntheticImages.Create(SampleCount);
        using WorkerPool workers = new(1);
        TrainingSpec spec = TrainingModels.Find(model).Defaults with { Layers = [width, width], BatchSize = BatchSize, Epochs = WarmUpEpochs + 1 };
        Trainer trainer = Trainers.Create(spec, train, workers);
        List<long> steps = [];
        while (!trainer.IsComplete)
        {
            TrainingPosition position = trainer.State.Position;
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.TakeStep();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (position.EpochIndex == WarmUpEpochs && position.StepIndex > 0 && position.StepIndex < trainer.StepsPerEpoch - 1)
            {
                steps.Add(bytes);
            }
        }

        return steps.Order().ElementAt(steps.Count / 2);
    }
}
