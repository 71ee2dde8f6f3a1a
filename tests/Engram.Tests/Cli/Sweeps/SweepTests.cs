using System.Diagnostics;
using Engram.Experiments.Analyses;
using Engram.Experiments.Results;
using Engram.Experiments.RunFiles;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;
using Engram.Tests.Experiments;
using Engram.Tests.Experiments.Sweeps;

namespace Engram.Tests.Cli.Sweeps;

/// <summary>Sweeps in real processes, left alone and disturbed.</summary>
public sealed class SweepTests
{
    [Fact(Explicit = true)]
    public void Every_run_of_a_sweep_has_the_bits_that_it_has_alone()
    {
        using TinySweep sweep = new(TinySweep.Quick);
        using EngramProcess process = sweep.Run("--workers", "2");
        Assert.Equal((0, ""), (process.WaitForExit(), process.Error));
        Assert.Contains("Sweep tiny: 4 runs, 4 waiting; 2 processes with 1 thread each", process.Output, StringComparison.Ordinal);
        Assert.Contains("4 runs finished; results in", process.Output, StringComparison.Ordinal);
        foreach (string name in sweep.Names)
        {
            RunComparison.AssertSame(sweep.TrainAlone(name), sweep.Folder.Run(name).Path);
            Assert.Equal((1, AttemptStatus.Finished), (sweep.Attempt(name)!.Number, sweep.Attempt(name)!.Status));
            Assert.Contains("Test accuracy", File.ReadAllText(sweep.Folder.LogPath(name)), StringComparison.Ordinal);
        }

        Assert.Equal(File.ReadAllText(sweep.File), File.ReadAllText(sweep.Folder.PlanPath));
        Assert.True(File.Exists(sweep.Folder.ResultsParquetPath));

        // A second start finds nothing to do.
        byte[] results = File.ReadAllBytes(sweep.Folder.ResultsCsvPath);
        using EngramProcess again = sweep.Run();
        Assert.Equal((0, ""), (again.WaitForExit(), again.Error));
        Assert.Contains("4 runs, 4 finished", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("begun", again.Output, StringComparison.Ordinal);
        Assert.Equal(results, File.ReadAllBytes(sweep.Folder.ResultsCsvPath));
    }

    [Fact]
    public void A_loss_that_is_no_number_fails_one_run_for_good_and_leaves_the_others_alone()
    {
        using TinySweep sweep = new(TinySweep.Quick, "learningRate: [0.01, 1.0E+38]", "retries: 3");
        using EngramProcess process = sweep.Run();
        Assert.Equal(1, process.WaitForExit());
        string failed = sweep.Names[1];
        SweepAttempt attempt = sweep.Attempt(failed)!;
        Assert.Equal((1, AttemptStatus.Failed, "the same spec gives the same error every time"), (attempt.Number, attempt.Status, attempt.NotRetriedBecause));
        Assert.Contains("became", attempt.Cause, StringComparison.Ordinal);
        Assert.True(RunDocument.Read(sweep.Folder.Run(failed).RecordPath).ErrorRecurs);
        Assert.Equal(RunStatus.Finished, RunDocument.Read(sweep.Folder.Run(sweep.Names[0]).RecordPath).Status);
        Assert.EndsWith(
            $"""
            1 run failed:
              {failed}  tried once
                {attempt.Cause}
                given up because the same spec gives the same error every time
                {sweep.Folder.LogPath(failed)}
            """,
            process.Output[..process.Output.IndexOf("\n1 run finished", StringComparison.Ordinal)],
            StringComparison.Ordinal);

        // The next start knows it.
        using EngramProcess again = sweep.Run();
        Assert.Equal(1, again.WaitForExit());
        Assert.DoesNotContain("begun", again.Output, StringComparison.Ordinal);
        Assert.Equal(1, sweep.Attempt(failed)!.Number);
    }

    [Fact(Explicit = true)]
    public void A_killed_process_costs_an_attempt_and_the_run_goes_on()
    {
        using TinySweep sweep = new("epochs: 300", "learningRate: [0.01]", "checkpointEvery: 5");
        string name = sweep.Names[0];
        using EngramProcess process = sweep.Start();
        process.WaitUntil(() => HasCheckpoint(sweep.Folder.Run(name)), "a checkpoint");
        Kill(sweep.Attempt(name)!.ProcessId!.Value);
        Assert.Equal(0, process.WaitForExit());
        Assert.Contains($"failed       {name}: killed by signal 9 (out of memory?); tried again", process.Error, StringComparison.Ordinal);
        Assert.Equal((2, AttemptStatus.Finished), (sweep.Attempt(name)!.Number, sweep.Attempt(name)!.Status));
        Assert.Contains("resumed at step", File.ReadAllText(sweep.Folder.LogPath(name)), StringComparison.Ordinal);
        RunComparison.AssertSame(sweep.TrainAlone(name), sweep.Folder.Run(name).Path);
    }

    [Fact]
    public void Without_retries_a_killed_process_fails_its_run()
    {
        using TinySweep sweep = new(TinySweep.Long, "learningRate: [0.01]", "");
        string name = sweep.Names[0];
        using EngramProcess process = sweep.Start("--retries", "0");
        process.WaitUntil(() => sweep.IsTraining(name), "training");
        Kill(sweep.Attempt(name)!.ProcessId!.Value);
        Assert.Equal(1, process.WaitForExit());
        SweepAttempt attempt = sweep.Attempt(name)!;
        Assert.Equal(
            (AttemptStatus.Failed, "killed by signal 9 (out of memory?)", "it failed 1 time in this start of the sweep"),
            (attempt.Status, attempt.Cause, attempt.NotRetriedBecause));
    }

    [Theory(Explicit = true)]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public void A_signal_leaves_checkpoints_and_the_same_command_goes_on(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Signals.LetChildrenTake(signal);
        using TinySweep sweep = new(TinySweep.Long);
        using EngramProcess process = sweep.Start("--workers", "2");
        process.WaitUntil(() => sweep.Names.Take(2).All(sweep.IsTraining), "two trainings");
        Signals.Send(process.Id, signal);
        Assert.Equal((130, ""), (process.WaitForExit(), process.Error));
        Assert.Contains("Interrupted: 0 finished, 0 failed, 4 to do. Go on with:", process.Output, StringComparison.Ordinal);
        Assert.EndsWith($"sweep {sweep.File} --output {sweep.Folder.Path} --data-dir {sweep.Data} --threads 1 --workers 2", process.Output, StringComparison.Ordinal);
        foreach (string name in sweep.Names.Take(2))
        {
            Assert.Equal(AttemptStatus.Interrupted, sweep.Attempt(name)!.Status);
            RunRecord record = RunDocument.Read(sweep.Folder.Run(name).RecordPath);
            Assert.Equal(RunStatus.Interrupted, record.Status);
            Assert.True(File.Exists(Path.Combine(sweep.Folder.Run(name).CheckpointPath, $"{record.CompletedSteps:D6}.safetensors")));
        }

        Assert.Null(sweep.Attempt(sweep.Names[2]));
        using EngramProcess again = sweep.Start("--workers", "2");
        again.WaitUntil(() => sweep.Names.Take(2).All(name => Logged(sweep, name, "resumed at step")), "resumption");
    }

    [Fact(Explicit = true)]
    public void A_closed_terminal_says_so_to_all_processes_twice_and_leaves_checkpoints()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using TinySweep sweep = new(TinySweep.Long, "learningRate: [0.01]", "");
        string name = sweep.Names[0];
        using EngramProcess process = sweep.Start();
        process.WaitUntil(() => sweep.IsTraining(name), "training");
        int worker = sweep.Attempt(name)!.ProcessId!.Value;
        foreach (int receiver in (int[])[process.Id, worker, process.Id])
        {
            Signals.Send(receiver, Signals.HangUp);
        }

        Assert.Equal((130, ""), (process.WaitForExit(), process.Error));
        Assert.Equal(AttemptStatus.Interrupted, sweep.Attempt(name)!.Status);
        Assert.True(HasCheckpoint(sweep.Folder.Run(name)));
    }

    [Fact]
    public void An_error_in_the_sweep_itself_lets_its_processes_write_checkpoints()
    {
        using TinySweep sweep = new(TinySweep.Long, "learningRate: [0.01]", "");
        string name = sweep.Names[0];
        SweepOptions options = new() { Threads = 1, Command = new WorkerCommand(EngramProcess.Command, sweep.Data) };
        var observer = new FailingObserver(() => sweep.IsTraining(name));
        Assert.Throws<InvalidOperationException>(() => SweepRunner.Carry(sweep.Plan, sweep.Folder, options, observer, TestContext.Current.CancellationToken));
        Assert.Equal(AttemptStatus.Interrupted, sweep.Attempt(name)!.Status);
        Assert.True(HasCheckpoint(sweep.Folder.Run(name)));
    }

    [Fact]
    public void A_program_that_is_not_there_is_named_and_leaves_no_log_open()
    {
        using TinySweep sweep = new(TinySweep.Quick, "learningRate: [0.01]", "");
        SweepOptions options = new() { Command = new WorkerCommand([sweep["no-program"]], sweep.Data) };
        EngramException error = Assert.Throws<EngramException>(() =>
            SweepRunner.Carry(sweep.Plan, sweep.Folder, options, new FailingObserver(() => false), TestContext.Current.CancellationToken));
        Assert.StartsWith($"{sweep["no-program"]} cannot be started (", error.Message, StringComparison.Ordinal);

        // Nobody else may have it open.
        using FileStream log = new(sweep.Folder.LogPath(sweep.Names[0]), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(0, log.Length);
    }

    [Fact]
    public void Processes_do_not_outlive_a_killed_sweep()
    {
        using TinySweep sweep = new(TinySweep.Long, "learningRate: [0.01]", "");
        string name = sweep.Names[0];
        using EngramProcess process = sweep.Start();
        process.WaitUntil(() => sweep.IsTraining(name), "training");
        int worker = sweep.Attempt(name)!.ProcessId!.Value;
        process.Kill();
        WaitFor(() => sweep.Attempt(name)!.Status == AttemptStatus.Interrupted && !IsAlive(worker));
        Assert.Equal(RunStatus.Interrupted, RunDocument.Read(sweep.Folder.Run(name).RecordPath).Status);
    }

    [Fact]
    public void A_second_start_of_a_running_sweep_is_refused()
    {
        using TinySweep sweep = new(TinySweep.Long, "learningRate: [0.01]", "");
        using EngramProcess process = sweep.Start();
        process.WaitUntil(() => sweep.IsTraining(sweep.Names[0]), "training");
        EngramRun second = EngramRun.Of(sweep.Command);
        Assert.Equal(
            (2, $"Another process carries out the sweep in {sweep.Folder.Path}; wait for it to end or name another folder with --output.\n"),
            (second.ExitCode, second.Error));
        Assert.False(process.HasExited);
    }

    [Fact]
    public void A_changed_run_is_refused_and_a_further_one_is_carried_out()
    {
        using TinySweep sweep = new(TinySweep.Quick, "learningRate: [0.01]", "");
        using EngramProcess first = sweep.Run();
        Assert.Equal(0, first.WaitForExit());
        sweep.Write("epochs: 3", "learningRate: [0.01]", "");
        EngramRun changed = EngramRun.Of(sweep.Command);
        Assert.Equal(
            (2, $"The folder {sweep.Folder.Run(sweep.Names[0]).Path} holds a run with epochs 2, but 3 is asked for; choose another folder, or remove that run.\n"),
            (changed.ExitCode, changed.Error));

        sweep.Write(TinySweep.Quick, "learningRate: [0.01, 0.05]", "");
        using EngramProcess longer = sweep.Run();
        Assert.Equal(0, longer.WaitForExit());
        Assert.Contains("Sweep tiny: 2 runs, 1 finished, 1 waiting", longer.Output, StringComparison.Ordinal);
        Assert.Contains("2 runs finished", longer.Output, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void A_finished_run_that_was_damaged_is_not_used_and_the_next_start_makes_it_again()
    {
        using TinySweep sweep = new(TinySweep.Quick, "learningRate: [0.01]", "");
        using EngramProcess process = sweep.Run();
        Assert.Equal(0, process.WaitForExit());
        RunFolder run = sweep.Folder.Run(sweep.Names[0]);
        byte[] weights = File.ReadAllBytes(run.WeightsPath);
        File.WriteAllBytes(run.WeightsPath, [.. weights[..^1], (byte)~weights[^1]]);
        string[] metrics = File.ReadAllLines(run.MetricsPath);
        File.WriteAllLines(run.MetricsPath, metrics[..^1]);
        var results = SweepResults.Read(sweep.Folder);
        Assert.Empty(results.Runs);
        Assert.Equal(
            [$"{run.MetricsPath} is damaged: the checksums of the run do not match; start the sweep again to have it made again, or restore it from a copy; the run {sweep.Names[0]} is left out until then."],
            results.Damaged);
        using EngramProcess again = sweep.Run();
        Assert.Equal((0, ""), (again.WaitForExit(), again.Error));
        Assert.Contains("1 run, 1 waiting", again.Output, StringComparison.Ordinal);
        Assert.Equal(weights, File.ReadAllBytes(run.WeightsPath));
        Assert.Equal(metrics, File.ReadAllLines(run.MetricsPath));
    }

    [Fact]
    public void A_sweep_whose_folder_is_removed_stops_with_a_sentence_and_does_not_make_it_again()
    {
        using TinySweep sweep = new(TinySweep.Long, "learningRate: [0.01]", "");
        using EngramProcess process = sweep.Start();
        process.WaitUntil(() => sweep.IsTraining(sweep.Names[0]), "a run trains");
        Directory.Move(sweep.Folder.Path, sweep["moved"]);
        Assert.Equal(1, process.WaitForExit());
        Assert.EndsWith(
            $"The sweep folder {sweep.Folder.Path} was removed or replaced while this process worked in it, so nothing more is written there; start again in a folder of its own.",
            process.Error,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(sweep.Folder.Path));
    }

    [Fact(Explicit = true)]
    public void A_run_whose_folder_cannot_be_made_fails_alone_and_is_tried_at_the_next_start()
    {
        using TinySweep sweep = new(TinySweep.Quick, more: "");
        Directory.CreateDirectory(sweep.Folder.RunsPath);
        string blocked = sweep.Folder.Run(sweep.Names[0]).Path;
        File.WriteAllText(blocked, "in the way");
        using EngramProcess process = sweep.Run();
        Assert.Equal(1, process.WaitForExit());
        SweepAttempt attempt = sweep.Attempt(sweep.Names[0])!;
        Assert.Equal(
            ($"The run folder {blocked} cannot be written to because {blocked} is a file; name another folder with --run.", "the run cannot start before that is put right"),
            (attempt.Cause, attempt.NotRetriedBecause));
        Assert.Equal(AttemptStatus.Finished, sweep.Attempt(sweep.Names[1])!.Status);

        File.Delete(blocked);
        using EngramProcess again = sweep.Run();
        Assert.Equal(0, again.WaitForExit());
        Assert.Equal((2, AttemptStatus.Finished), (sweep.Attempt(sweep.Names[0])!.Number, sweep.Attempt(sweep.Names[0])!.Status));
    }

    [Fact(Explicit = true)]
    public void A_full_disk_fails_its_run_and_the_next_start_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small file system needs root on Linux.");
        using TinySweep sweep = new(TinySweep.Quick, more: "");
        string full = Directory.CreateDirectory(sweep.Folder.Run(sweep.Names[0]).Path).FullName;
        Assert.SkipUnless(Call("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", full) == 0, "A small file system cannot be mounted here.");
        try
        {
            using EngramProcess process = sweep.Run();
            Assert.Equal(1, process.WaitForExit());
            SweepAttempt attempt = sweep.Attempt(sweep.Names[0])!;
            Assert.Contains("the disk is full", attempt.Cause, StringComparison.Ordinal);
            Assert.Equal((2, "it failed 2 times in this start of the sweep"), (attempt.Number, attempt.NotRetriedBecause));
            Assert.Equal(AttemptStatus.Finished, sweep.Attempt(sweep.Names[1])!.Status);
        }
        finally
        {
            Call("umount", full);
        }

        using EngramProcess again = sweep.Run();
        Assert.Equal(0, again.WaitForExit());
        RunComparison.AssertSame(sweep.TrainAlone(sweep.Names[0]), full);
    }

    [Fact]
    public void Runs_are_analyzed_where_the_file_asks_for_it()
    {
        using TinySweep sweep = new(TinySweep.Quick, "learningRate: [0.01]", "analyze: true");
        using EngramProcess process = sweep.Run();
        Assert.Equal((0, ""), (process.WaitForExit(), process.Error));
        Assert.True(FinishedRun.IsAnalyzed(sweep.Folder.Run(sweep.Names[0]).Path));
        Assert.Contains("ensembleSize.mean-ratio", File.ReadAllText(sweep.Folder.ResultsCsvPath), StringComparison.Ordinal);
    }

    [Fact]
    public void One_run_can_be_carried_out_alone()
    {
        using TinySweep sweep = new(TinySweep.Quick, more: "");
        EngramRun one = EngramRun.Of([.. sweep.Command, "--only", sweep.Names[1]]);
        Assert.Equal((0, ""), (one.ExitCode, one.Error));
        Assert.Null(sweep.Attempt(sweep.Names[0]));
        Assert.Equal(AttemptStatus.Finished, sweep.Attempt(sweep.Names[1])!.Status);
    }

    private static bool HasCheckpoint(RunFolder run) =>
        Directory.Exists(run.CheckpointPath) && Directory.GetFiles(run.CheckpointPath, "*.safetensors").Length > 0;

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Logged(TinySweep sweep, string name, string text)
    {
        using var stream = new FileStream(sweep.Folder.LogPath(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    }

    private static void WaitFor(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "It does not come to pass.");
            Thread.Sleep(10);
        }
    }

    /// <summary>A display that breaks down once something is so.</summary>
    private sealed class FailingObserver(Func<bool> condition) : ISweepObserver
    {
        public void Notify(SweepEvent sweepEvent)
        {
            if (condition())
            {
                throw new InvalidOperationException("The display is broken.");
            }
        }
    }

    private static int Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
