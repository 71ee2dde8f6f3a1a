using Engram.Cli.Rendering;
using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;
using Engram.Families;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>Too little memory is a sentence that names what is wanted, what there is, and what to make smaller.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public MemoryTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("layers", 64, "--layers", "8192,8192", "--batch-size", "10")]
    [InlineData("batchSize", 24, "--model", "bp-ff", "--layers", "300,300", "--batch-size", "600", "--epochs", "1")]
    public void A_network_beyond_the_limit_says_which_key_to_make_smaller(string key, int limit, params string[] spec)
    {
        (int exitCode, string error) = Run(limit, ["train", .. spec, "--data-dir", _data, "--run", _folder["run"], "--quiet"]);
        Assert.Equal(1, exitCode);
        Assert.Matches($@"^The run needs (about [\d,]+ MB of memory, but there are {Limit(limit)}|more memory than the {Limit(limit)} that there are); make {key} smaller, or give it more memory\.$", error);
    }

    [Fact]
    public void A_run_that_had_begun_is_failed_and_may_be_resumed()
    {
        RunSpec spec = new() { Training = new TrainingSpec { Layers = [16, 12], Epochs = 1, BatchSize = 100 } };
        RunOutcome outcome = Runner.Run(spec, new RunOptions { Folder = _folder["run"], DataDirectory = _data, Threads = 1 }, new Starved(), TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Failed, outcome.Record.Status);
        Assert.False(outcome.Record.ErrorRecurs);
        Assert.StartsWith("The run needs more memory than the ", outcome.Record.Error, StringComparison.Ordinal);
        Assert.Equal(0, EngramRun.Of("train", "--resume", _folder["run"], "--data-dir", _data, "--quiet").ExitCode);
    }

    [Fact]
    public void Other_commands_say_what_there_is()
    {
        Assert.Equal(0, EngramRun.Of("train", "--layers", "2000,2000", "--epochs", "1", "--train-samples", "10", "--data-dir", _data, "--run", _folder["run"], "--quiet").ExitCode);
        (int exitCode, string error) = Run(limit: 32, ["evaluate", _folder["run"], "--data-dir", _data]);
        Assert.Equal((1, "There is not enough memory: this process may use 34 MB; give it more, or ask for less, such as fewer images."), (exitCode, error));
    }

    /// <summary>What a key multiplies is what it is blamed for.</summary>
    [Theory]
    [InlineData("ff", 10_000, 10, 60_000, "layers")]
    [InlineData("bp", 100, 60_000, 60_000, "batchSize")]
    [InlineData("ff", 500, 100, 60_000, "trainSamples")]
    public void The_largest_part_is_named(string model, int units, int batch, int samples, string key)
    {
        RunSpec spec = new() { TrainSamples = samples, Training = ModelTable.Find(model).Defaults with { Layers = [units, units], BatchSize = batch } };
        Assert.Equal(key, MemoryEstimate.Of(spec).LargestKey);
    }

    /// <summary>Only FF keeps what frozen layers make of every image.</summary>
    [Theory]
    [InlineData("ff", true)]
    [InlineData("hff", false)]
    [InlineData("lc", false)]
    [InlineData("conv-lc", false)]
    public void What_is_kept_of_frozen_layers_is_counted_where_it_is_kept(string model, bool keeps) =>
        Assert.Equal(keeps, MemoryEstimate.Of(new RunSpec { Training = ModelTable.Find(model).Defaults with { Schedule = "greedy", Shift = 0 } }).Images > 0);

    [Fact]
    public void Shifted_images_are_a_copy_of_all()
    {
        RunSpec spec = new() { TrainSamples = 1000, Training = ModelTable.Find("conv-lc").Defaults with { Shift = 0 } };
        Assert.Equal(1000 * 784, MemoryEstimate.Of(spec with { Training = spec.Training with { Shift = 1 } }).Bytes - MemoryEstimate.Of(spec).Bytes);
    }

    /// <summary>Peaks that were measured with 256 training images of MNIST, which are loaded all the same: an estimate is never less and at most a quarter more.</summary>
    [Theory]
    [InlineData("conv-lc", new[] { 32, 64, 128 }, 3, 2, 228)]
    [InlineData("conv-hff", new[] { 32, 64, 128 }, 3, 2, 264)]
    [InlineData("conv-lc", new[] { 64, 64 }, 7, 1, 317)]
    [InlineData("conv-hff", new[] { 64, 64 }, 7, 1, 440)]
    public void Estimates_of_convolutional_layers_are_near_what_was_measured(string model, int[] filters, int kernelSize, int poolSize, int megabytes)
    {
        TrainingSpec training = ModelTable.Find(model).Defaults with { Layers = [.. filters], KernelSize = kernelSize, PoolSize = poolSize };
        Assert.InRange(MemoryEstimate.Of(new RunSpec { TrainSamples = 256, Training = training }).Bytes / 1e6, megabytes, 1.25 * megabytes);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void An_estimate_warns_where_the_runs_at_the_same_time_do_not_fit(int workers, bool warns)
    {
        using StringWriter output = new(), error = new();
        SweepPlan plan = SweepFile.Parse("repetitions: 3", "s.yaml");
        SweepEstimate estimate = new([.. plan.Runs.Select(run => new RunEstimate(run, 60, 1_000_000, 600_000_000, true))], [], workers, threads: 1, availableMemoryBytes: 1_000_000_000);
        SweepEstimateView.Show(new Shell(output, error, isTerminal: false, new Invocation("engram")), plan, estimate);
        Assert.Contains(warns ? "1,200 MB of memory" : "600 MB of memory", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            warns ? "Warning: runs at the same time may take 1,200 MB of memory, but there are 1,000 MB; use fewer workers, or smaller layers and batches." : "",
            error.ToString().TrimEnd());
    }

    private static string Limit(int mebibytes) => RunText.Megabytes((long)mebibytes << 20);

    /// <param name="limit">Mebibytes of the heap.</param>
    /// <param name="arguments">What is run.</param>
    private (int ExitCode, string Error) Run(int limit, string[] arguments)
    {
        Dictionary<string, string> environment = new() { ["DOTNET_GCHeapHardLimit"] = $"{(long)limit << 20:x}" };
        using EngramProcess process = EngramProcess.Start(_folder.Path, environment, arguments);
        int exitCode = process.WaitForExit();
        return (exitCode, process.Error);
    }

    /// <summary>Memory ends with the first epoch.</summary>
    private sealed class Starved : IRunObserver
    {
        public void Notify(RunEvent runEvent)
        {
            if (runEvent is EpochEnded)
            {
                throw new InsufficientMemoryException();
            }
        }
    }
}
