using System.Runtime.InteropServices;
using Engram.Experiments.Evaluations;
using Engram.Experiments.Specs;

namespace Engram.Tests.Experiments;

/// <summary>A result never goes over what a command reads or a run needs.</summary>
public sealed partial class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputFileTests()
    {
        TinyMnist.Write(_folder["data"]);
        foreach (string file in (string[])["run/spec.yaml", "run/weights.safetensors", "run/analysis/analysis.json", "run/checkpoint/000001.safetensors", "run/report.html", "sweep/sweep.yaml", "sweep/runs/a/spec.yaml"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run/weights.safetensors")]
    [InlineData("run/analysis/../weights.safetensors")]
    [InlineData("run/run.json")]
    [InlineData("run/Metrics.csv")]
    [InlineData("run/representations.npz")]
    [InlineData("run/analysis/analysis.json")]
    [InlineData("run/analysis/new.npz")]
    [InlineData("run/checkpoint/000001.safetensors")]
    public void A_file_of_a_run_is_refused(string path) => Refused(path, $"the run {_folder["run"]}");

    [Theory]
    [InlineData("sweep/sweep.yaml")]
    [InlineData("sweep/results.csv")]
    public void A_file_of_a_sweep_is_refused(string path) => Refused(path, $"the sweep {_folder["sweep"]}");

    [Fact]
    public void A_file_of_a_data_set_is_refused()
    {
        foreach (string file in Directory.GetFiles(_folder["data"], "*", SearchOption.AllDirectories))
        {
            Refused(Path.GetRelativePath(_folder.Path, file), "the data set mnist");
        }
    }

    [Theory]
    [InlineData("train.npz")]
    [InlineData("test.npz")]
    [InlineData("more/cat/0.png")]
    public void Own_images_of_a_run_and_of_a_command_are_refused(string path)
    {
        Directory.CreateDirectory(_folder["more/cat"]);
        foreach (string file in (string[])["train.npz", "test.npz", "more/cat/0.png"])
        {
            File.WriteAllText(_folder[file], "");
        }

        File.WriteAllText(_folder["run/spec.yaml"], SpecFile.Format(new RunSpec { Data = _folder["train.npz"], TestData = _folder["test.npz"] }));
        EngramException failure = Assert.Throws<EngramException>(() => OutputFile.Require(_folder[path], "--goodness", [_folder["run"]], ownData: [_folder["more"]]));
        Assert.Equal(
            $"{_folder[path]} cannot be written because it is a file of the data {_folder[path.Split('/')[0]]}; name another file with --goodness.", failure.Message);
    }

    [Fact]
    public void Links_to_a_file_of_a_run_that_is_read_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        File.CreateSymbolicLink(_folder["soft"], _folder["run/weights.safetensors"]);
        File.CreateSymbolicLink(_folder["softer"], _folder["soft"]);
        Directory.CreateSymbolicLink(_folder["folder"], _folder["run"]);
        Assert.Equal(0, Link(_folder["run/weights.safetensors"], _folder["hard"]));
        Assert.Equal(0, Link(_folder["run/checkpoint/000001.safetensors"], _folder["state"]));

        Assert.All((string[])["soft", "softer", "hard", "state"], link => Refused(link, $"the run {_folder["run"]}"));
        Refused("folder/weights.safetensors", $"the run {_folder["run"]}");
    }

    [Theory]
    [InlineData("goodness.npz")]
    [InlineData("run/goodness.npz")]
    [InlineData("run/report.html")]
    [InlineData("sweep/report.html")]
    [InlineData("data/goodness.npz")]
    public void Other_files_may_be_written_and_replaced(string path)
    {
        OutputFile.Require(_folder[path], "--output", [_folder["run"]]);
        File.WriteAllText(_folder[path], "");
        OutputFile.Require(_folder[path], "--output", [_folder["run"]]);
    }

    private void Refused(string path, string owner)
    {
        EngramException failure = Assert.Throws<EngramException>(() => OutputFile.Require(_folder[path], "--goodness", [_folder["run"]], _folder["data/mnist"]));
        Assert.Equal($"{_folder[path]} cannot be written because it is a file of {owner}; name another file with --goodness.", failure.Message);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
