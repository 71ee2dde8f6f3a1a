using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engram.Experiments.RunFiles;
using Engram.Storage;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>A linear classifier of a finished run's features, from the command line.</summary>
public sealed class ReadOutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public ReadOutTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_read_out_shows_a_table_and_leaves_its_files_beside_the_analysis()
    {
        Train("--validation-split", "0.2");
        EngramRun readOut = Of("--each-layer", "--epochs", "4", "--threads", "1");
        Assert.Equal((0, ""), (readOut.ExitCode, readOut.Error));
        Assert.Matches(@"of a linear classifier of its features, learned from 4[78]\d images\n", readOut.Output);
        Assert.Contains($"Table and classifier: {_folder["run/analysis/read-out.csv"]}, {_folder["run/analysis/read-out.npz"]}\n", readOut.Output, StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(_folder["run/analysis/read-out.csv"]);
        Assert.Equal("layers,features,trainLoss,trainAccuracy,validationAccuracy,testAccuracy,layerTestAccuracy", rows[0]);
        Assert.Equal(["2,8,", "1,12,"], rows[1..].Select(row => row[..(row.IndexOf(',', 2) + 1)]));

        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(_folder["run/analysis/read-out.npz"]);
        Assert.Equal(["bias", "bias_layer_1", "layers", "weight", "weight_layer_1"], arrays.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([10, 12], arrays["weight_layer_1"].Shape.ToArray());

        EngramRun json = Of("--each-layer", "--epochs", "4", "--threads", "2", "--json");
        Assert.Equal(json.Output, File.ReadAllText(_folder["run/analysis/read-out.json"]).ReplaceLineEndings("\n"));
        Assert.Equal(rows, File.ReadAllLines(_folder["run/analysis/read-out.csv"]));
        JsonElement document = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(RunDocument.Read(_folder["run/run.json"]).TestAccuracy, document.GetProperty("networkTestAccuracy").GetDouble());
        Assert.Equal(TinyMnist.TrainCount, document.GetProperty("trainSamples").GetInt32() + document.GetProperty("validationSamples").GetInt32());
        Assert.StartsWith(document.GetProperty("weightsSha256").GetString()!, File.ReadLines(_folder["run/checksums.sha256"]).Single(line => line.EndsWith("weights.safetensors", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_has_a_table_of_read_outs_and_refuses_one_that_is_damaged_or_of_other_weights()
    {
        Train();
        Assert.Equal("", EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--quiet").Error);
        Assert.DoesNotContain("Linear read-out", Report(), StringComparison.Ordinal);
        Of("--layers", "1,2", "--epochs", "4", "--quiet");
        Assert.Contains("Linear read-out of features", Report(), StringComparison.Ordinal);
        Assert.Contains(">1 and 2<", Report(), StringComparison.Ordinal);

        string path = _folder["run/analysis/read-out.json"];
        string text = File.ReadAllText(path);
        string remedy = $"make it again with engram read-out {_folder["run"]} --data-dir {_data}, or remove {path}.\n";
        File.WriteAllText(path, text.Replace("Accuracy\": 0", "Accuracy\": 1", StringComparison.Ordinal));
        Assert.Equal($"{path} is damaged: the checksums of the read-out do not match; {remedy}", EngramRun.Of("report", _folder["run"]).Error);
        Replace("\"layers\": [\n        1", "\"layers\": [\n        3");
        Assert.Equal($"{path} is no read-out or is damaged; {remedy}", EngramRun.Of("report", _folder["run"]).Error);
        Replace("Sha256\": \"", "Sha256\": \"0");
        Assert.Equal($"{path} is of other weights than the run has; {remedy}", EngramRun.Of("report", _folder["run"]).Error);

        // With checksums that are right.
        void Replace(string part, string other)
        {
            string replaced = text.Replace(part, other, StringComparison.Ordinal);
            string sums = File.ReadAllText(_folder["run/analysis/read-out.sha256"]);
            string line = sums.Split('\n').Single(one => one.EndsWith("  read-out.json", StringComparison.Ordinal));
            File.WriteAllText(path, replaced);
            File.WriteAllText(_folder["run/analysis/read-out.sha256"], sums.Replace(line, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(replaced))) + "  read-out.json", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_option_changes_the_result()
    {
        Train();
        (string Option, string Value)[] changes =
            [("--epochs", "3"), ("--learning-rate", "0.1"), ("--weight-decay", "50"), ("--batch-size", "7"), ("--seed", "2"), ("--validation-split", "0.3"), ("--layers", "1,2")];
        string[] classifiers = [.. changes.Prepend(("--epochs", "2")).Select(change =>
        {
            string[] epochs = change.Item1 == "--epochs" ? [] : ["--epochs", "2"];
            Assert.Equal("", Of([.. epochs, change.Item1, change.Item2, "--quiet"]).Error);
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder["run/analysis/read-out.npz"])));
        })];
        Assert.Equal(changes.Length + 1, classifiers.Distinct().Count());
    }

    [Fact]
    public void Features_of_other_data_have_a_folder_of_their_own_and_images_that_are_all_of_them_are_refused()
    {
        Train();
        string other = TinyMnist.Write(_folder["other"], seed: 2);
        EngramRun meant = EngramRun.Of("read-out", _folder["run"], "--data-dir", other, "--other-data", "--epochs", "4", "--quiet");
        Assert.Equal((0, "", ""), (meant.ExitCode, meant.Output, meant.Error));
        Assert.False(Directory.Exists(_folder["run/analysis"]));
        Assert.Single(Directory.GetFiles(_folder["run"], "read-out.json", SearchOption.AllDirectories));

        File.Copy(_folder["other/mnist/t10k-images-idx3-ubyte"], Path.Combine(Directory.CreateDirectory(_folder["own"]).FullName, "x-images-idx3-ubyte"));
        File.Copy(_folder["other/mnist/t10k-labels-idx1-ubyte"], _folder["own/x-labels-idx1-ubyte"]);
        EngramRun whole = EngramRun.Of("read-out", _folder["run"], "--data", _folder["own"], "--other-data", "--quiet");
        Assert.Equal((2, "own train has no images for the test alone, so a read-out would be tested on what it learned from; name test images with --test-data, or add --test-split.\n"), (whole.ExitCode, whole.Error));
        EngramRun split = EngramRun.Of("read-out", _folder["run"], "--data", _folder["own"], "--other-data", "--test-split", "0.5", "--epochs", "4", "--quiet");
        Assert.Equal((0, ""), (split.ExitCode, split.Error));
    }

    private void Train(params string[] more) => Assert.Equal(
        "",
        EngramRun.Of(["train", "--layers", "12,8", "--epochs", "2", "--batch-size", "100", "--data-dir", _data, "--run", _folder["run"], "--threads", "1", "--quiet", .. more]).Error);

    private string Report()
    {
        Assert.Equal("", EngramRun.Of("report", _folder["run"]).Error);
        return File.ReadAllText(_folder["run/report.html"]);
    }

    private EngramRun Of(params string[] options) => EngramRun.Of(["read-out", _folder["run"], "--data-dir", _data, .. options]);
}
