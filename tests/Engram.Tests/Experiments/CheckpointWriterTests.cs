using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Experiments;

/// <summary>Checkpoints are written beside the training.</summary>
public sealed class CheckpointWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _workers = new(1);
    private readonly TrainingDriver _trainer;

    public CheckpointWriterTests() =>
        _trainer = TrainingDrivers.Create(new TrainingSpec { Layers = [20, 17], Epochs = 2, BatchSize = 10 }, SyntheticImages.Create(30), _workers);

    public void Dispose()
    {
        _workers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_trained_while_a_checkpoint_is_written_is_not_in_it()
    {
        TrainingStateFile.Write(_folder["expected"], _trainer.State);
        using CheckpointWriter writer = new(Checkpoints());

        writer.Begin(_trainer.State, RunProgress.Of(_trainer));
        _trainer.TakeStep();

        CheckpointWritten written = writer.Take(wait: true)!;
        Assert.Equal(0, written.Progress.CompletedSteps);
        Assert.Equal(File.ReadAllBytes(_folder["expected"]), File.ReadAllBytes(written.Path));
        Assert.Null(writer.Take(wait: true));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_is_told_when_it_is_taken()
    {
        CheckpointFolder checkpoints = Checkpoints();
        Directory.Delete(_folder["checkpoint"]);
        using CheckpointWriter writer = new(checkpoints);
        writer.Begin(_trainer.State, RunProgress.Of(_trainer));
        Assert.ThrowsAny<EngramException>(() => writer.Take(wait: true));
        Assert.False(Directory.Exists(_folder["checkpoint"]));
    }

    [Fact]
    public void Leaving_waits_for_what_is_being_written()
    {
        using (CheckpointWriter writer = new(Checkpoints()))
        {
            writer.Begin(_trainer.State, RunProgress.Of(_trainer));
        }

        Assert.Single(Directory.GetFiles(_folder["checkpoint"], "*.safetensors"));
    }

    private CheckpointFolder Checkpoints()
    {
        CheckpointFolder checkpoints = new(_folder["checkpoint"], () => { });
        checkpoints.Create();
        return checkpoints;
    }
}
