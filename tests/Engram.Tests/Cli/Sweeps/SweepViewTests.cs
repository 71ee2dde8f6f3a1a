using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Data;
using Engram.Experiments.Results;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;
using Engram.Families;
using Engram.Tests.TestSupport;
using Spectre.Console.Testing;

namespace Engram.Tests.Cli.Sweeps;

/// <summary>What is shown of sweeps is as approved and fits into 80 columns.</summary>
public sealed class SweepViewTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Shell _shell;

    public SweepViewTests() => _shell = new Shell(_output, _error, isTerminal: false, new Invocation("engram"));

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Accuracy_on_validation_images_is_a_column_and_chooses_the_best_settings()
    {
        ResultRun run = Run("x", "ff", 0.01f, 1, 0.9);
        run = run with { Values = [.. run.Values, new ResultValue(null, "validationAccuracy", 0.87654)] };
        ResultsView.Show(_shell, ResultSummary.Of(new SweepResults("sweeps/a", [run]), []), new SweepFolder("sweeps/a"), []);
        Assert.Matches(@"Accuracy +Validation[^\n]*\n[^\n]*\n[^\n]* 0\.9000 +0\.8765 ", _output.ToString());
        Assert.Contains("Best settings of each model, chosen on the validation images.\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_show_means_with_intervals_and_the_best_settings()
    {
        ResultsView.Show(_shell, ResultSummary.Of(Results("sweeps/a", 0), []), new SweepFolder("sweeps/a"), ["sweeps/a/figures/sparseness-accuracy.svg"]);
        Verify(_output.ToString(), "results");
    }

    [Fact]
    public void Results_without_a_finished_run_say_so()
    {
        ResultsView.Show(_shell, ResultSummary.Of(new SweepResults("sweeps/a", [Run("x", "ff", 0.01f, 1, 0.9) with { Status = RunStatus.Failed }]), []), new SweepFolder("sweeps/a"), []);
        Assert.StartsWith("1 failed in sweeps/a\nAll values:", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_shows_differences_and_what_only_one_has()
    {
        SweepResults first = Results("sweeps/a", 0), second = Results("sweeps/b", 0.02);
        SweepComparisonView.Show(_shell, SweepComparison.Of(first with { Runs = [.. first.Runs.Skip(1)] }, second with { Runs = [.. second.Runs, Run("further", "bp", 0.5f, 1, 0.3)] }));
        Verify(_output.ToString(), "comparison");
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(80, false)]
    [InlineData(40, true)]
    public void The_table_of_a_running_sweep_fits(int width, bool unicode)
    {
        SweepProgress progress = new(
            3,
            1,
            120,
            [
                new RunningRun("ff-lr0.01-fixed-seed1", 70, 120, TimeSpan.FromSeconds(61), TimeSpan.FromSeconds(4000)),
                new RunningRun("bp-ff-lr0.0001-seed12", 0, 15, TimeSpan.FromSeconds(3), null),
            ],
            TimeSpan.FromSeconds(7325));
        using TestConsole console = new();
        console.Profile.Width = width;
        console.Write(new SweepTable(width, unicode).Create(progress, isStopping: false));
        Assert.All(console.Lines, line => Assert.InRange(line.Length, 0, width));
        Approved.Verify(string.Join('\n', console.Lines.Select(line => line.TrimEnd())), $"sweep-table-{width}-{(unicode ? "unicode" : "ascii")}");
    }

    [Fact]
    public void Attempts_are_told_in_lines()
    {
        var display = new SweepLinesDisplay(_shell, quiet: false);
        SweepProgress progress = new(1, 0, 2, [], TimeSpan.FromSeconds(90));
        SweepAttempt attempt = new() { Run = "a", Number = 1, Status = AttemptStatus.Finished };
        display.Notify(new SweepStarted("s", "2 processes with 1 thread each", [new DatasetOrigin("mnist", "/data/mnist", 60_000, 10_000, 10)], progress));
        display.Notify(new SweepRunBegan("a"));
        display.Notify(new SweepRunEnded(attempt, null, false, progress));
        display.Notify(new SweepRunEnded(attempt with { Status = AttemptStatus.Interrupted }, null, false, progress));
        display.Notify(new SweepProgressed(progress));
        display.Notify(new SweepStopping(progress));
        Assert.Equal("", _error.ToString());
        Verify(_output.ToString(), "sweep-lines");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failures_and_warnings_are_told_on_the_error_output_also_quietly(bool quiet)
    {
        var display = new SweepLinesDisplay(_shell, quiet);
        SweepProgress progress = new(0, 0, 1, [], null);
        SweepAttempt attempt = new() { Run = "a", Number = 1, Status = AttemptStatus.Failed, Cause = "killed by signal 9." };
        display.Notify(new SweepRunEnded(attempt, null, true, progress));
        display.Notify(new SweepRunEnded(attempt with { NotRetriedBecause = "it failed 2 times" }, null, false, progress));
        display.Notify(new SweepWarned("Odd."));
        Assert.Equal(
            "failed       a: killed by signal 9; tried again\nfailed       a: killed by signal 9; given up because it failed 2 times\nWarning: Odd.\n",
            _error.ToString().ReplaceLineEndings("\n"));
        Assert.Equal("", _output.ToString());
    }

    private static SweepResults Results(string path, double more) => new(path, [
        Run("bp-1", "bp", 0.001f, 1, 0.96 + more), Run("bp-2", "bp", 0.001f, 2, 0.97 + more),
        Run("ff-1", "ff", 0.01f, 1, 0.94 + more), Run("ff-2", "ff", 0.01f, 2, 0.93 + more), Run("ff-3", "ff", 0.01f, 3, 0.935 + more),
        Run("ff-4", "ff", 0.02f, 1, 0.92 + more),
    ]);

    private static ResultRun Run(string name, string model, float learningRate, ulong seed, double accuracy) => new(
        name,
        new RunSpec { Training = ModelTable.Find(model).Defaults with { LearningRate = learningRate, Seed = seed } },
        RunStatus.Finished,
        [
            new ResultValue(null, "testAccuracy", accuracy), new ResultValue(null, "trainSeconds", 100 * accuracy),
            .. Enumerable.Range(1, 3).Select(layer => new ResultValue(layer, "hoyerSparseness", accuracy / layer)),
        ]);

    private static void Verify(string output, string name)
    {
        string[] lines = [.. output.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Approved.Verify(string.Join('\n', lines), name);
    }
}
