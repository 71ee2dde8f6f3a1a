using System.Text.Json;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _train;

    public TrainTests() => _train =
        ["train", "--layers", "8,8", "--epochs", "2", "--threads", "1", "--data-dir", TinyMnist.Write(_folder["data"])];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_without_a_name_go_to_numbered_folders_under_runs()
    {
        for (int number = 1; number <= 2; number++)
        {
            using EngramProcess process = EngramProcess.Run(_folder.Path, _train);
            Assert.Equal((0, ""), (process.WaitForExit(), process.Error));
        }

        Assert.Equal(
            ["ff-mnist-seed1", "ff-mnist-seed1-2"],
            Directory.GetDirectories(_folder["runs"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Plain_output_has_heading_lines_table_and_the_commands_that_go_on()
    {
        EngramRun run = EngramRun.Of([.. _train, "--run", _folder["run"]]);
        string[] lines = run.Output.Split('\n');
        Assert.Equal("ff on mnist: 600 images, layers 8-8, seed 1", lines[0]);
        Assert.Equal($"mnist in {_folder["data/mnist"]}: 600 training and 100 test images of 1x28x28, 10 classes", lines[1]);
        Assert.StartsWith("1 thread (", lines[2], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("layer 2/2  epoch 2/2  loss ", StringComparison.Ordinal));
        Assert.Contains($"  see what emerged: engram analyze {_folder["run"]} --data-dir {_folder["data"]}", lines);
        Assert.Contains($"  test it again:    engram evaluate {_folder["run"]} --data-dir {_folder["data"]}", lines);
        Assert.DoesNotContain(lines, line => line.Contains("--resume", StringComparison.Ordinal));
    }

    [Fact]
    public void Quiet_output_is_the_result_alone()
    {
        EngramRun run = EngramRun.Of([.. _train, "--run", _folder["run"], "--quiet"]);
        Assert.StartsWith("\nTest accuracy ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_output_is_the_run_s_record_alone()
    {
        EngramRun run = EngramRun.Of([.. _train, "--run", _folder["run"], "--json"]);
        Assert.Equal((0, File.ReadAllText(_folder["run/run.json"]), ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void The_spec_in_the_folder_says_how_to_evaluate_and_resume()
    {
        EngramRun.Of([.. _train, "--run", _folder["run"], "--representations"]);
        Assert.Equal(
            [
                "# The effective spec of this run.",
                $"# Evaluate it with: engram evaluate {_folder["run"]} --data-dir {_folder["data"]}",
                $"# Resume it with:   engram train --resume {_folder["run"]} --data-dir {_folder["data"]} --threads 1 --representations",
                "data: mnist",
            ],
            File.ReadAllLines(_folder["run/spec.yaml"])[..4]);
    }

    [Fact]
    public void A_resumed_finished_run_shows_its_result_again()
    {
        EngramRun first = EngramRun.Of([.. _train, "--run", _folder["run"], "--json"]);
        EngramRun again = EngramRun.Of("train", "--resume", _folder["run"], "--json");
        Assert.Equal((0, first.Output), (again.ExitCode, again.Output));
    }

    [Fact]
    public void Warnings_go_to_the_error_output_and_into_the_record()
    {
        EngramRun run = EngramRun.Of([.. _train, "--run", _folder["run"], "--learning-rate", "1", "--threshold", "0.01", "--json"]);
        using var json = JsonDocument.Parse(run.Output);
        string[] warnings = [.. json.RootElement.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!)];
        Assert.Contains(warnings, warning => warning.Contains("is silent for", StringComparison.Ordinal));
        Assert.Equal(string.Concat(warnings.Select(warning => $"Warning: {warning}\n")), run.Error);
    }
}
