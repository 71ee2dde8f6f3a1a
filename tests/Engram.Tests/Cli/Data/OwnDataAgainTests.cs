using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Tests.Data.Own;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli.Data;

/// <summary>A finished or stopped run is shown own images again, which may be others by now.</summary>
public sealed class OwnDataAgainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _own;

    public OwnDataAgainTests() => _own = _folder["own"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Other_classes_in_the_place_of_the_run_s_own_are_refused()
    {
        OwnFiles.ClassFolders(_own, 3, 4, ["cat", "dog"]);
        Train();
        Directory.Move(_folder["own/dog"], _folder["own/ant"]);
        EngramRun run = EngramRun.Of("evaluate", _folder["run"], "--other-data");
        Assert.Equal(
            (2, "The network was trained with cat as label 0, but in own test that is ant; put the classes back that it was trained on, in their order.\n"),
            (run.ExitCode, run.Error));

        // Named as others, they are looked for by name.
        Assert.Contains("/ant/", EngramRun.Of("evaluate", _folder["run"], "--data", _own, "--other-data").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void So_they_are_where_a_run_goes_on()
    {
        OwnFiles.ClassFolders(_own, 6, 4, ["cat", "dog"]);
        using CancellationTokenSource source = new();
        RecordingObserver observer = new(runEvent =>
        {
            if (runEvent is StepTaken)
            {
                source.Cancel();
            }
        });
        RunSpec spec = new() { Data = _own, Training = new() { Layers = [8], Epochs = 3, BatchSize = 5 } };
        Runner.Run(spec, new RunOptions { Folder = _folder["run"], Threads = 1 }, observer, source.Token);
        Directory.Move(_folder["own/cat"], _folder["own/eel"]);
        EngramRun run = EngramRun.Of("train", "--resume", _folder["run"], "--other-data", "--quiet");
        Assert.Equal(
            (2, "The network was trained with cat as label 0, but in own train that is dog; put the classes back that it was trained on, in their order.\n"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public void Other_images_may_be_one_of_a_class()
    {
        OwnFiles.ClassFolders(_own, 3, 4, ["cat", "dog"]);
        Train();
        OwnFiles.ClassFolders(_folder["other"], 1, 4, ["dog"]);
        OwnFiles.ClassFolders(_folder["other"], 2, 4, ["cat"]);
        Assert.Contains("on 3 test images of other", Evaluate("other", "--other-data"), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_images_are_read_as_the_run_s_own_were_where_nothing_else_is_asked_for()
    {
        OwnFiles.ClassFolders(_own, 6, 6, ["cat", "dog"]);
        Train("--resize", "4x4", "--test-split", "0.5");
        OwnFiles.ClassFolders(_folder["other"], 3, 8, ["cat", "dog"]);
        Assert.Contains("on 6 test images of other", Evaluate("other", "--other-data"), StringComparison.Ordinal);
        Assert.Contains("on 2 test images of other", Evaluate("other", "--other-data", "--test-split", "0.4"), StringComparison.Ordinal);
        Assert.Contains("on 6 test images of other", Evaluate("other", "--other-data", "--grayscale"), StringComparison.Ordinal);

        // Its own images are known in another place too.
        Directory.Move(_own, _folder["moved"]);
        Assert.Contains("on 6 test images of moved", Evaluate("moved", "--grayscale"), StringComparison.Ordinal);
    }

    private string Evaluate(string data, params string[] more)
    {
        EngramRun run = EngramRun.Of(["evaluate", _folder["run"], "--data", _folder[data], .. more]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    private void Train(params string[] more)
    {
        EngramRun run = EngramRun.Of(["train", "--data", _own, "--layers", "8", "--epochs", "1", "--threads", "1", "--run", _folder["run"], "--quiet", .. more]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
