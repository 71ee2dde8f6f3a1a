using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>Ensembles of a finished run are silenced, from the command line.</summary>
public sealed class LesionCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public LesionCommandTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lesion_shows_a_table_and_leaves_its_files_beside_the_analysis()
    {
        Train();
        string weights = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder["run/weights.safetensors"])));
        EngramRun lesion = Of("--random-sets", "3", "--samples", "60", "--threads", "1");
        Assert.Equal((0, ""), (lesion.ExitCode, lesion.Error));
        Assert.Contains(" images. Loss of accuracy where the ensemble of a class is silenced (mean-ratio), ", lesion.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains($"Tables: {_folder["run/analysis/lesions.csv"]}, lesion-layers.csv, lesion-matrix.csv, lesion-curves.csv\n", lesion.Output, StringComparison.Ordinal);
        Assert.Equal(20, Rows("lesions", "layer,class,units,meanActivity,ownDamage,othersDamage,specificity,activityRatio,randomOwn,").Length);
        Assert.Equal(2, Rows("lesion-layers", "layer,units,deadUnits,unionUnits,unionAccuracy,accuracy,samples,randomSets,classes,ownDamage,").Length);
        Assert.Equal(2 * 5 * 8, Rows("lesion-curves", "layer,order,removed,accuracy,least,most").Length);
        string[] matrix = Rows("lesion-matrix", "layer,silencedClass,class,damage,randomDamage");

        EngramRun json = Of("--random-sets", "3", "--samples", "60", "--threads", "2", "--json");
        Assert.Equal(json.Output, File.ReadAllText(_folder["run/analysis/lesions.json"]));
        Assert.Equal(matrix, Rows("lesion-matrix", "layer"));
        JsonElement document = JsonDocument.Parse(json.Output).RootElement;
        JsonElement[] layers = [.. document.GetProperty("lesions").GetProperty("layers").EnumerateArray()];
        Assert.Equal([12, 8], layers.Select(layer => layer.GetProperty("unitCount").GetInt32()));
        Assert.Equal(10 * layers.Sum(layer => layer.GetProperty("ensembles").EnumerateArray().Count(one => one.GetProperty("units").GetInt32() > 0)), matrix.Length);
        Assert.Equal(1UL, document.GetProperty("seed").GetUInt64());
        Assert.Equal(weights, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder["run/weights.safetensors"]))));
        Assert.Equal(weights, document.GetProperty("weightsSha256").GetString());
    }

    [Fact]
    public void A_report_has_a_section_of_lesions_and_refuses_those_that_are_damaged_or_of_other_weights()
    {
        Train();
        Assert.Equal("", EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--quiet").Error);
        Assert.DoesNotContain("What breaks when an ensemble is silenced", Report(), StringComparison.Ordinal);
        Assert.Equal("", Of("--random-sets", "2", "--samples", "30", "--quiet").Error);
        Assert.Equal("", EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--quiet").Error);
        Assert.Contains("What breaks when an ensemble is silenced", Report(), StringComparison.Ordinal);

        string path = _folder["run/analysis/lesions.json"];
        string text = File.ReadAllText(path);
        string remedy = $"make it again with engram lesion {_folder["run"]} --data-dir {_data}, or remove {path}.\n";
        File.WriteAllText(path, text.Replace("\"randomSets\":2", "\"randomSets\":3", StringComparison.Ordinal));
        Assert.Equal($"{path} is damaged: the checksums of the lesions do not match; {remedy}", EngramRun.Of("report", _folder["run"]).Error);
        Replace("\"unitCount\":8", "\"unitCount\":9");
        Assert.Equal($"{path} holds no lesions or is damaged; {remedy}", EngramRun.Of("report", _folder["run"]).Error);
        Replace("Sha256\":\"", "Sha256\":\"0");
        Assert.Equal($"{path} is of other weights than the run has; {remedy}", EngramRun.Of("report", _folder["run"]).Error);

        // With checksums that are right.
        void Replace(string part, string other)
        {
            string replaced = text.Replace(part, other, StringComparison.Ordinal);
            Assert.NotEqual(text, replaced);
            string sums = File.ReadAllText(_folder["run/analysis/lesions.sha256"]);
            string line = sums.Split('\n').Single(one => one.EndsWith("  lesions.json", StringComparison.Ordinal));
            File.WriteAllText(path, replaced);
            File.WriteAllText(_folder["run/analysis/lesions.sha256"], sums.Replace(line, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(replaced))) + "  lesions.json", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_option_changes_the_result()
    {
        Train();
        string[][] options = [[], ["--random-sets", "4"], ["--samples", "30"], ["--replace", "mean"], ["--seed", "9"]];
        Assert.Equal(options.Length, options.Select(option => Of([.. option, .. option is ["--random-sets", ..] ? (string[])[] : ["--random-sets", "3"], "--json"]).Output).Distinct().Count());
    }

    [Fact]
    public void Lesions_on_other_data_have_a_folder_of_their_own()
    {
        Train();
        string other = TinyMnist.Write(_folder["other"], seed: 2);
        EngramRun meant = EngramRun.Of("lesion", _folder["run"], "--data-dir", other, "--other-data", "--random-sets", "2", "--samples", "30", "--quiet");
        Assert.Equal((0, "", ""), (meant.ExitCode, meant.Output, meant.Error));
        Assert.False(Directory.Exists(_folder["run/analysis"]));
        Assert.Single(Directory.GetFiles(_folder["run"], "lesions.json", SearchOption.AllDirectories));
    }

    private void Train() => Assert.Equal(
        "",
        EngramRun.Of(["train", "--layers", "12,8", "--epochs", "2", "--batch-size", "100", "--data-dir", _data, "--run", _folder["run"], "--threads", "1", "--quiet"]).Error);

    private string Report()
    {
        Assert.Equal("", EngramRun.Of("report", _folder["run"]).Error);
        return File.ReadAllText(_folder["run/report.html"]);
    }

    private string[] Rows(string name, string header)
    {
        string[] lines = File.ReadAllLines(_folder[$"run/analysis/{name}.csv"]);
        Assert.StartsWith(header, lines[0], StringComparison.Ordinal);
        return lines[1..];
    }

    private EngramRun Of(params string[] options) => EngramRun.Of(["lesion", _folder["run"], "--data-dir", _data, .. options]);
}
