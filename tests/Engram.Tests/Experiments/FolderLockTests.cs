using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;

namespace Engram.Tests.Experiments;

/// <summary>A folder belongs to who has locked it, and only as long as it is that folder.</summary>
public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lock_holds_while_its_folder_is_there_and_leaves_its_file_alone()
    {
        using (FolderLock held = Take()!)
        {
            held.Require();
            Assert.Null(Take());
        }

        Assert.Equal([".lock"], Directory.GetFiles(_folder["run"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Who_lost_the_folder_learns_it_whether_it_is_gone_moved_or_another_s()
    {
        FolderLock first = Take()!;
        Directory.Delete(_folder["run"], recursive: true);
        AssertLost(first);

        FolderLock second = Take()!;
        second.Require();
        AssertLost(first);
        first.Dispose();
        second.Require();

        Directory.Move(_folder["run"], _folder["moved"]);
        AssertLost(second);
        Directory.Move(_folder["moved"], _folder["run"]);
        second.Require();
        second.Dispose();
    }

    [Fact]
    public void A_run_whose_folder_is_removed_and_used_again_writes_nothing_more()
    {
        string data = TinyMnist.Write(_folder["data"]);
        RunOptions options = new() { Folder = _folder["run"], DataDirectory = data, Threads = 1, CheckpointEvery = 1 };
        RunSpec spec = new() { Training = new() { Layers = [8, 8], Epochs = 3, BatchSize = 100 } };
        bool replaced = false;
        RunOutcome first = Runner.Run(spec, options, new RecordingObserver(runEvent =>
        {
            if (runEvent is EpochEnded && !replaced)
            {
                replaced = true;
                Directory.Delete(_folder["run"], recursive: true);
                RunSpec other = spec with { Training = spec.Training with { Seed = 2 } };
                Assert.Equal(RunStatus.Finished, Runner.Run(other, options, new RecordingObserver(), TestContext.Current.CancellationToken).Record.Status);
            }
        }), TestContext.Current.CancellationToken);
        Assert.Equal((RunStatus.Failed, Lost), (first.Record.Status, first.Record.Error));
        Assert.False(first.Record.ErrorRecurs);
        Assert.Null(RunIntegrity.FindDamaged(new RunFolder(_folder["run"])));
        Assert.Equal(2ul, RunDocument.Read(_folder["run/run.json"]).Seed);
    }

    [Fact]
    public void A_run_whose_folder_is_removed_does_not_make_it_again()
    {
        string data = TinyMnist.Write(_folder["data"]);
        RunSpec spec = new() { Training = new() { Layers = [8, 8], Epochs = 2, BatchSize = 100 } };
        RunOutcome outcome = Runner.Run(
            spec,
            new RunOptions { Folder = _folder["run"], DataDirectory = data, Threads = 1 },
            new RecordingObserver(runEvent => _ = runEvent is RunStarted ? Remove() : 0),
            TestContext.Current.CancellationToken);
        Assert.Equal((RunStatus.Failed, Lost), (outcome.Record.Status, outcome.Record.Error));
        Assert.False(Directory.Exists(_folder["run"]));

        int Remove()
        {
            Directory.Delete(_folder["run"], recursive: true);
            return 0;
        }
    }

    private string Lost => $"The run folder {_folder["run"]} was removed or replaced while this process worked in it, so nothing more is written there; start again in a folder of its own.";

    private void AssertLost(FolderLock held) => Assert.Equal(Lost, Assert.Throws<EngramException>(held.Require).Message);

    private FolderLock? Take() => RunLock.TryTake(new RunFolder(_folder["run"]), create: true);
}
