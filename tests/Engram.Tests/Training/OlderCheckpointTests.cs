using Engram.Kernels;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>Checkpoints that version ff907ed wrote, when only Adam was known, go on to the bits of a training that was never left off.</summary>
public sealed class OlderCheckpointTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(30);

    [Theory]
    [InlineData("ff", 14, "adam.1.weight.first")]
    [InlineData("ff-no-biases", 4, "adam.0.weight.second")]
    [InlineData("bp", 5, "adam.head.bias.second")]
    public void They_go_on(string name, long steps, string slot)
    {
        string path = Path.Combine(Approved.RepositoryRoot, "tests", "Engram.Tests", "Training", "checkpoints", $"{name}.safetensors");
        Assert.Contains(slot, Engram.Storage.SafetensorsFile.Read(path).Tensors.Select(tensor => tensor.Name));
        TrainingState read = TrainingStateFile.Read(path);
        using WorkerPool workers = new(1);
        TrainingDriver resumed = TrainingDrivers.Resume(read, _train, workers);
        Assert.Equal(steps, resumed.CompletedSteps);
        TrainerProbe.Complete(resumed);
        Assert.SkipUnless(KernelTable.Current.IsFused, "The files were written where products are fused, so here the steps before them have other bits.");
        TrainerProbe.RequireEqual(TrainerProbe.Complete(read.Spec, _train), resumed.State);
    }
}
