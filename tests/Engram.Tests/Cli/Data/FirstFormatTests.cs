using System.Globalization;
using Engram.Families.Dense;
using Engram.Storage;
using Engram.Tests.Experiments;
using Engram.Training;

namespace Engram.Tests.Cli.Data;

/// <summary>Weights and checkpoints of the first format go on, with one warning that names what they lack.</summary>
public sealed class FirstFormatTests : IDisposable
{
    private const string Lacks =
        "is of the first format and lacks class names, normalization, left-out class, and name and fingerprint of its training data; they are taken from the images at hand, and nothing tells whether it was trained on them.\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public FirstFormatTests()
    {
        _data = TinyMnist.Write(_folder["data"]);
        Assert.Equal(0, EngramRun.Of(
            "train", "--layers", "16,12", "--epochs", "2", "--batch-size", "100", "--threads", "1", "--data-dir", _data, "--run", _folder["run"], "--quiet").ExitCode);
        Age(_folder["run/weights.safetensors"], "network-1");
        string record = _folder["run/run.json"];
        File.WriteAllLines(record, File.ReadAllLines(record).Where(line => !line.Contains("ingerprint", StringComparison.Ordinal) && !line.Contains("specSha256", StringComparison.Ordinal)));
        File.Delete(_folder["run/checksums.sha256"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("evaluate", "--json")]
    [InlineData("evaluate")]
    [InlineData("analyze", "--json")]
    [InlineData("analyze", "--quiet")]
    public void Weights_are_used_with_one_warning_on_the_error_output(string command, params string[] more)
    {
        EngramRun run = EngramRun.Of([command, _folder["run"], "--data-dir", _data, .. more]);
        string warnings = $"Warning: {_folder["run/weights.safetensors"]} {Lacks}Warning: The run {_folder["run"]} has no checksums.sha256, so nothing tells whether its files are what they were.\n";
        Assert.Equal((0, warnings), (run.ExitCode, run.Error));
    }

    [Fact]
    public void A_data_set_of_another_name_is_refused_without_a_fingerprint_too()
    {
        TinyMnist.Write(_folder["other"], seed: 2);
        Directory.Move(_folder["other/mnist"], _folder["other/fashion-mnist"]);
        EngramRun run = EngramRun.Of("evaluate", _folder["run"], "--data", "fashion-mnist", "--data-dir", _folder["other"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"The run {_folder["run"]} was trained on mnist, but fashion-mnist in {_folder["other/fashion-mnist"]} is other data", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_test_images_are_told_by_the_accuracy_where_there_is_no_fingerprint()
    {
        string other = TinyMnist.Write(_folder["other"], seed: 5);
        EngramRun run = EngramRun.Of("analyze", _folder["run"], "--data-dir", other, "--quiet");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"The test images of mnist are not those that the run {_folder["run"]} was tested with (its accuracy is 0.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["run/analysis/analysis.json"]));
    }

    [Fact]
    public void A_checkpoint_is_resumed_with_one_warning_and_leaves_a_file_that_lacks_nothing()
    {
        string checkpoint = Directory.GetFiles(_folder["run/checkpoint"]).Order().Last();
        Age(checkpoint, "checkpoint-1");
        foreach (string older in Directory.GetFiles(_folder["run/checkpoint"]).Order().SkipLast(1))
        {
            File.Delete(older);
        }

        File.Delete(_folder["run/weights.safetensors"]);
        File.Delete(_folder["run/run.json"]);
        EngramRun run = EngramRun.Of("train", "--resume", _folder["run"], "--data-dir", _data, "--json");
        Assert.Equal((0, $"Warning: {checkpoint} {Lacks}"), (run.ExitCode, run.Error));
        Assert.Equal((0, ""), (EngramRun.Of("evaluate", _folder["run"], "--data-dir", _data).ExitCode, EngramRun.Of("evaluate", _folder["run"], "--data-dir", _data).Error));
    }

    [Fact]
    public void The_library_tells_a_caller_who_asks()
    {
        List<string> warnings = [];
        NetworkFile.Read(_folder["run/weights.safetensors"], warnings.Add);
        Assert.Equal([$"{_folder["run/weights.safetensors"]} {Lacks}".TrimEnd('\n')], warnings);
    }

    /// <summary>Gives a file the metadata that it would have had in the first format.</summary>
    private static void Age(string path, string format)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        var network = (DenseNetwork)NetworkDescription.Create(path, file);
        Dictionary<string, string> metadata = new()
        {
            ["engram.format"] = format,
            ["layers"] = string.Join(',', network.Layers.Select(layer => layer.OutputSize)),
            ["goodness"] = network.Goodness.Name,
            ["thresholds"] = string.Join(',', network.Thresholds.Select(value => value.ToString("R", CultureInfo.InvariantCulture))),
            ["activation"] = network.Activation.Name,
            ["biases"] = "true",
            ["imageShape"] = network.Input.Shape.ToString(),
            ["classCount"] = network.Input.ClassCount.ToString(CultureInfo.InvariantCulture),
            ["labelValue"] = network.Input.Overlay.Value.ToString("R", CultureInfo.InvariantCulture),
        };
        if (file.Metadata.TryGetValue("engram.state", out string? state))
        {
            metadata["engram.state"] = state;
            TrainingStateFile.Write(path, file.Tensors, metadata);
        }
        else
        {
            SafetensorsFile.Write(path, file.Tensors, metadata);
        }
    }
}
