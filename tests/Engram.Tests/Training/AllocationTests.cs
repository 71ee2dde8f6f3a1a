using Engram.Families;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>
/// A step in the steady state allocates nothing, whatever the model and the size of its layers.
/// </summary>
public sealed class AllocationTests
{
    private const int WarmUpEpochs = 12;
    private const int SampleCount = 256;
    private const int BatchSize = 32;

    [Theory]
    [MemberData(nameof(TestModels.WithDropout), MemberType = typeof(TestModels))]
    public void A_step_allocates_nothing(string model, float dropout)
    {
        // Filters are gone through at every place of a map, which takes its time without vectors.
        int width = ModelTable.Find(model).Traits.IsFullyConnected ? 32 : 8;
        Assert.Equal(0, MedianStepBytes(model, dropout, width));
        Assert.Equal(0, MedianStepBytes(model, dropout, 4 * width));
    }

    // An epoch's first and last steps draw negatives and keep account; those between are what a run consists of. The median,
    // because lists of active units, one set for each side of a gradient, may still have to grow once in a while.
    private static long MedianStepBytes(string model, float dropout, int width)
    {
        ImageDataset train = SyntheticImages.Create(SampleCount);
        using WorkerPool workers = new(1);
        TrainingSpec spec = ModelTable.Find(model).Defaults with { Layers = [width, width], BatchSize = BatchSize, Epochs = WarmUpEpochs + 1, Dropout = dropout };
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
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
