using Engram.Experiments.RunFiles;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

public sealed class SignalTests : IDisposable
{
    private static readonly string[] Spec =
        ["--layers", "32", "--epochs", "20000", "--batch-size", "32", "--checkpoint-every", "3000", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public SignalTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Signals.HangUp)]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public void A_signal_leaves_a_checkpoint_and_the_command_that_goes_on_from_it(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Signals.LetChildrenTake(signal);
        using EngramProcess process = StartTraining("run");
        Signals.Send(process.Id, signal);
        Assert.Equal(130, process.WaitForExit());
        Assert.Equal("", process.Error);

        RunFolder run = new(_folder["run"]);
        RunRecord record = RunDocument.Read(run.RecordPath);
        Assert.Equal(RunStatus.Interrupted, record.Status);
        Assert.Equal($"{record.CompletedSteps:D6}.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(run.CheckpointPath))));

        string command = process.Output.Split('\n')[^1];
        Assert.EndsWith($"train --resume {run.Path} --data-dir {_data} --threads 1 --checkpoint-every 3000", command, StringComparison.Ordinal);
        using EngramProcess resumed = Shell(command);
        resumed.WaitUntil(() => resumed.Output.Contains("resumed at step", StringComparison.Ordinal), "the resumed training");
        Assert.Contains($"resumed at step {record.CompletedSteps:N0} of 380,000", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_cannot_train_in_the_same_folder()
    {
        using EngramProcess process = StartTraining("run");
        EngramRun second = EngramRun.Of("train", "--resume", _folder["run"], "--data-dir", _data);
        Assert.Equal(
            (2, $"Another process trains in {_folder["run"]}; wait for it to end or name another folder with --run.\n"),
            (second.ExitCode, second.Error));
        Assert.False(process.HasExited);
    }

    [Fact]
    public void Interrupted_with_json_prints_nothing_but_the_record()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using EngramProcess process = StartTraining("run", "--json");
        Signals.Send(process.Id, Signals.Terminate);
        Assert.Equal(130, process.WaitForExit());
        Assert.Equal(File.ReadAllText(_folder["run/run.json"]).TrimEnd(), process.Output.TrimEnd());
        Assert.Contains("Resume with:", process.Error, StringComparison.Ordinal);
    }

    private EngramProcess StartTraining(string name, params IEnumerable<string> more)
    {
        var process = EngramProcess.Start(
            _folder.Path, ["train", .. Spec, "--data-dir", _data, "--run", _folder[name], .. more]);
        process.WaitUntil(() => File.Exists(Path.Combine(_folder[name], "metrics.csv")), "training");
        return process;
    }

    /// <summary>Runs a line as it would be typed; it holds nothing that needs quotes.</summary>
    private EngramProcess Shell(string command)
    {
        string[] words = command.Split(' ');
        Assert.Equal("dotnet", words[0]);
        Assert.EndsWith("Engram.Cli.dll", words[1], StringComparison.Ordinal);
        return EngramProcess.Start(_folder.Path, words[2..]);
    }
}
