using Engram.Experiments.Slurm;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Tests.Experiments.Sweeps;

/// <summary>The parts of sweeps that need no processes.</summary>
public class SweepPartsTests
{
    [Theory]
    [InlineData(null, null, null, null, 8, 100, 4, 2)]
    [InlineData(null, null, null, null, 1, 100, 1, 1)]
    [InlineData(null, null, null, null, 2, 100, 1, 2)]
    [InlineData(null, null, null, null, 8, 3, 3, 2)]
    [InlineData(null, null, null, null, 8, 0, 1, 8)]
    [InlineData(2, null, null, null, 8, 100, 2, 4)]
    [InlineData(null, 4, null, null, 8, 100, 2, 4)]
    [InlineData(null, 16, null, null, 8, 100, 1, 16)]
    [InlineData(3, 5, 1, 1, 8, 100, 3, 5)]
    [InlineData(null, null, 8, null, 8, 100, 8, 1)]
    [InlineData(null, null, null, 1, 8, 100, 8, 1)]
    [InlineData(16, null, null, null, 8, 100, 16, 1)]
    public void Cores_are_shared(int? workers, int? threads, int? plannedWorkers, int? plannedThreads, int cores, int runs, int expectedWorkers, int expectedThreads)
    {
        SweepOptions options = new() { Workers = workers, Threads = threads, Command = new WorkerCommand(["engram"], null) };
        Assert.Equal(
            (expectedWorkers, expectedThreads),
            options.Over(new SweepSettings { Workers = plannedWorkers, Threads = plannedThreads }).Share(runs, cores));
    }

    [Theory]
    [InlineData(137, null, "killed by signal 9 (out of memory?)")]
    [InlineData(139, null, "killed by signal 11")]
    [InlineData(134, "Stack overflow.", "killed by signal 6: Stack overflow.")]
    [InlineData(1, "Unexpected OutOfMemoryException.", "exit code 1: Unexpected OutOfMemoryException.")]
    [InlineData(0, null, "exit code 0")]
    [InlineData(255, null, "exit code 255")]
    public void An_exit_code_becomes_a_cause(int exitCode, string? lastLine, string cause)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Assert.Equal(cause, ExitCause.Describe(exitCode, lastLine));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0-3", 0, 1, 2, 3)]
    [InlineData("0-1,3,5-7", 0, 1, 3, 5, 6, 7)]
    public void Array_indices_are_written_as_ranges(string text, params int[] indices) => Assert.Equal(text, SlurmClient.Ranges(indices));

    [Fact]
    public void A_setting_that_is_given_takes_the_place_of_the_plan_s()
    {
        SlurmSettings plan = new() { Partition = "long", Account = "a", Time = "1:00:00", Memory = "1G", Cpus = 2, MaxRunning = 3, Directives = ["--x"] };
        SlurmOptions none = new() { Command = new WorkerCommand(["engram"], null) };
        SlurmSettings same = none.Over(plan);
        Assert.Equal(plan with { Directives = [] }, same with { Directives = [] });
        Assert.Equal(["--x"], same.Directives);
        SlurmSettings given = new() { Partition = "short", Account = "b", Time = "2:00:00", Memory = "2G", Cpus = 4, MaxRunning = 5 };
        Assert.Equal(given with { Directives = [] }, (none with { Settings = given }).Over(plan) with { Directives = [] });
    }

    [Fact]
    public void The_defaults_of_a_cluster_are_these()
    {
        SlurmOptions options = new() { Command = new WorkerCommand(["engram"], null) };
        Assert.True(options.Wait);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Interval);
        Assert.Null(options.Retries);
    }

    [Fact]
    public void The_names_are_those_that_other_programs_rely_on()
    {
        SweepFolder sweep = new("s");
        Assert.Equal(
            ["s/sweep.yaml", "s/runs", "s/runs/a", "s/results.csv", "s/results.parquet", "s/figures", "s/slurm.sh", "s/logs/a.log", "s/attempts/a.json"],
            ((string[])[sweep.PlanPath, sweep.RunsPath, sweep.Run("a").Path, sweep.ResultsCsvPath, sweep.ResultsParquetPath, sweep.FiguresPath, sweep.SlurmScriptPath, sweep.LogPath("a"), sweep.AttemptPath("a")])
                .Select(path => path.Replace('\\', '/')));
    }

    [Fact]
    public void A_damaged_note_of_an_attempt_costs_the_count_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        SweepFolder sweep = new(folder.Path);
        AttemptDocument.Begin(sweep, AttemptDocument.Next(sweep, "a"));
        Assert.Equal(2, AttemptDocument.Next(sweep, "a").Number);
        string whole = File.ReadAllText(sweep.AttemptPath("a"));
        string[] damaged =
        [
            "{", "null", whole.Replace("\"number\": 1", "\"number\": -1", StringComparison.Ordinal), whole.Replace("\"number\": 1", "\"number\": 2147483647", StringComparison.Ordinal),
            whole.Replace("\"run\": \"a\"", "\"run\": null", StringComparison.Ordinal), whole.Replace("\"running\"", "17", StringComparison.Ordinal),
        ];
        Assert.Equal(damaged.Length, damaged.Distinct().Except([whole]).Count());
        foreach (string text in damaged)
        {
            File.WriteAllText(sweep.AttemptPath("a"), text);
            Assert.Equal(1, AttemptDocument.Next(sweep, "a").Number);
        }
    }

    [Fact]
    public void The_end_of_an_attempt_is_not_noted_over_that_of_another()
    {
        using TemporaryFolder folder = new();
        SweepFolder sweep = new(folder.Path);
        SweepAttempt own = AttemptDocument.Next(sweep, "a");
        AttemptDocument.Begin(sweep, own);
        AttemptDocument.End(sweep, own with { Status = AttemptStatus.Interrupted });
        Assert.Equal(AttemptStatus.Interrupted, AttemptDocument.Read(sweep, "a")!.Status);
        SweepAttempt other = own with { ProcessId = own.ProcessId + 1 };
        AttemptDocument.Begin(sweep, other);
        AttemptDocument.End(sweep, own with { Status = AttemptStatus.Finished });
        Assert.Equal(other, AttemptDocument.Read(sweep, "a"));
        Directory.Delete(sweep.AttemptsPath, recursive: true);
        AttemptDocument.End(sweep, own with { Status = AttemptStatus.Finished });
        Assert.False(Directory.Exists(sweep.AttemptsPath));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"jobs\":null}")]
    [InlineData("{\"jobs\":[null]}")]
    [InlineData("{\"jobs\":[{\"id\":1}]}")]
    [InlineData("{\"jobs\":[{\"id\":1,\"tasks\":[null]}]}")]
    [InlineData("{\"jobs\":[{\"id\":1,\"tasks\":[{\"index\":0,\"run\":null,\"earlierNumber\":0,\"earlierSteps\":0}]}]}")]
    [InlineData("{\"jobs\":[{\"id\":1,\"tasks\":[{\"index\":-1,\"run\":\"a\",\"earlierNumber\":0,\"earlierSteps\":0}]}]}")]
    public void Damaged_jobs_of_a_cluster_are_a_sentence(string text)
    {
        using TemporaryFolder folder = new();
        SweepFolder sweep = new(folder.Path);
        File.WriteAllText(sweep.SlurmJobsPath, text);
        Assert.Equal(
            $"{sweep.SlurmJobsPath} cannot be read; cancel the sweep's jobs with scancel, remove the file and start the sweep again.",
            Assert.Throws<EngramException>(() => SlurmRunner.JobIds(sweep, ["a"])).Message);
    }

    /// <summary>JSON leaves out what it likes; each of these once ended in an exception of its own.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"jobs\": null}")]
    [InlineData("{\"jobs\": [null]}")]
    [InlineData("{\"jobs\": [{\"id\": 1}]}")]
    [InlineData("{\"jobs\": [{\"id\": 1, \"tasks\": [null]}]}")]
    [InlineData("{\"jobs\": [{\"id\": 1, \"tasks\": [{\"index\": 0}]}]}")]
    public void A_list_of_jobs_that_lacks_a_part_is_refused(string json)
    {
        using TemporaryFolder folder = new();
        SweepFolder sweep = new(folder.Path);
        File.WriteAllText(sweep.SlurmJobsPath, json);

        Assert.Equal(
            $"{sweep.SlurmJobsPath} cannot be read; cancel the sweep's jobs with scancel, remove the file and start the sweep again.",
            Assert.Throws<EngramException>(() => SlurmRunner.JobIds(sweep, ["a"])).Message);
    }
}
