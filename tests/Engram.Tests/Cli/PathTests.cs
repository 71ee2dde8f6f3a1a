namespace Engram.Tests.Cli;

/// <summary>Paths and other texts that no command can use.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("--run", "train", "--run", "")]
    [InlineData("--resume", "train", "--resume", " ")]
    [InlineData("--spec", "train", "--spec", "")]
    [InlineData("--data-dir", "train", "--data-dir", "")]
    [InlineData("<run>", "evaluate", "")]
    [InlineData("--goodness", "evaluate", "r", "--goodness", "")]
    [InlineData("<run>", "analyze", "r", "")]
    [InlineData("<run>", "report", "")]
    [InlineData("--output", "report", "r", "--output", "")]
    [InlineData("--output", "unseen", "--output", "")]
    [InlineData("--output", "reproduce", "--output", "")]
    [InlineData("<file>", "sweep", "")]
    [InlineData("--output", "sweep", "s.yaml", "--output", "")]
    [InlineData("<sweep>", "results", "")]
    [InlineData("<second>", "compare", "a", "")]
    [InlineData("--data-dir", "data", "list", "--data-dir", "")]
    [InlineData("--data-dir", "data", "verify", "mnist", "--data-dir", "")]
    [InlineData("--data-dir", "data", "fetch", "mnist", "--data-dir", "")]
    public void An_empty_path_is_a_sentence(string name, params string[] arguments)
    {
        EngramRun run = EngramRun.Of(arguments);
        Assert.Equal((2, "", $"{name} is empty; give a value.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("my\nrun", "000A")]
    [InlineData("my\rrun", "000D")]
    [InlineData("my\u001brun", "001B")]
    [InlineData("my\u2028run", "2028")]
    public void A_name_that_does_not_fit_on_a_line_is_refused_before_anything_is_written(string name, string number)
    {
        using TemporaryFolder folder = new();
        EngramRun run = EngramRun.Of("train", "--run", folder[name]);
        Assert.Equal((2, $"--run holds the character U+{number}, which cannot be shown in a line of text; choose a name without it.\n"), (run.ExitCode, run.Error));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_working_folder_that_is_gone_is_a_sentence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a process's working folder go.");
        using TemporaryFolder folder = new();
        string gone = Directory.CreateDirectory(folder["gone"]).FullName;
        string command = string.Join(' ', EngramProcess.Command.Select(word => $"'{word}'"));
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", $"cd '{gone}' && rmdir '{gone}' && exec {command} data list"]) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((2, "The working folder was removed; go to one that exists, with cd, and type the command again.\n"), (process.ExitCode, error));
    }

    [Fact]
    public void A_file_system_that_does_not_keep_locks_is_a_sentence()
    {
        using TemporaryFolder folder = new();
        Experiments.TinyMnist.Write(folder["data"]);
        using EngramProcess process = EngramProcess.Start(
            folder.Path,
            new Dictionary<string, string> { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" },
            ["train", "--layers", "8,8", "--epochs", "1", "--data-dir", "data", "--threads", "1", "--run", "r"]);
        Assert.Equal(2, process.WaitForExit());
        Assert.Equal(
            "The run folder r is on a file system that does not keep locks, so a second process could not be kept out; name another folder with --run, or have the file system mounted with locks (Lustre: -o flock).",
            process.Error);
        Assert.False(File.Exists(folder["r/spec.yaml"]));
    }
}
