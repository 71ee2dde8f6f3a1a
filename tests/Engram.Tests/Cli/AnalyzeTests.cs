using System.Text.Json;
using Engram.Experiments.Analyses;
using Engram.Families;
using Engram.Tests.Experiments;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Cli;

/// <summary>From a finished run to its analysis and its report.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public AnalyzeTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void An_analyzed_run_has_tables_a_document_and_a_report(string model)
    {
        Train("run", [.. TestModels.SmallOptions(model)]);
        EngramRun analyze = EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--threads", "1");
        Assert.Equal((0, ""), (analyze.ExitCode, analyze.Error));
        Assert.StartsWith($"mnist in {Path.Combine(_data, "mnist")}: 600 training and 100 test images of 1x28x28, 10 classes\nanalyzed in ", analyze.Output, StringComparison.Ordinal);
        Assert.Contains($"{model} on mnist: accuracy ", analyze.Output, StringComparison.Ordinal);

        string[] tables = ["accuracy", "assemblies", "assembly-classes", "assembly-units", "cka", "confusion", "connections", "dissimilarities", "dissimilarity-comparisons", "ensembles", "participation", "pixel-correlation", "rule-agreement", "shared-units", "sparseness", "tuning", "unit-tuning", "weights"];
        string[] ofMaps = ModelTable.Find(model).Traits.IsFullyConnected ? [] : ["maps.npz"];
        string[] ofSpikes = model == "spiking-ff" ? ["spikes.npz", "firing-rates.csv", "first-spikes.csv", "spike-events.csv", "spikes-by-step.csv", "synchrony.csv", "temporal-sparseness.csv"] : [];
        string[] ofLabels = ModelTable.Find(model).Traits.LabelsInInput ? ["goodness", "label-control"] : [];
        Assert.Equal(
            tables.Concat(ofLabels).Select(name => $"{name}.csv").Concat([".lock", "analysis.json", "checksums.sha256", "images.npz", "saliency.npz", "wall.npz", .. ofMaps, .. ofSpikes]).Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder["run/analysis"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(_folder["run/analysis"], "*.csv"), table => Assert.True(File.ReadLines(table).Count() > 1, table));
        string[] sparseness = File.ReadAllLines(_folder["run/analysis/sparseness.csv"]);
        Assert.Equal("subset,layer,class,samples,silentSamples,hoyer,activeFraction,gini,trevesRolls", sparseness[0]);
        Assert.Equal(1 + (2 * 2 * 11), sparseness.Length);

        EngramRun report = EngramRun.Of("report", _folder["run"]);
        Assert.Equal(
            (0, $"mnist in {_folder["data/mnist"]}: 600 training and 100 test images of 1x28x28, 10 classes\nReport {_folder["run/report.html"]}\n"),
            (report.ExitCode, report.Output));
        Assert.Contains("<html", File.ReadAllText(_folder["run/report.html"]), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_folder["run/figures"], "*.svg"));
    }

    [Theory]
    [InlineData("--layers", "1")]
    [InlineData("--model", "bp", "--layers", "8,8", "--learning-rate", "1e10")]
    public void What_is_undefined_is_empty_in_every_table_and_document(params string[] spec)
    {
        EngramRun train = EngramRun.Of(["train", .. spec, "--epochs", "3", "--batch-size", "100", "--data-dir", _data, "--quiet", "--run", _folder["run"]]);
        Assert.Equal(0, train.ExitCode);
        EngramRun analyze = EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--threads", "1");
        Assert.Equal((0, ""), (analyze.ExitCode, analyze.Error));
        EngramRun evaluate = EngramRun.Of("evaluate", _folder["run"], "--data-dir", _data, "--json");
        EngramRun report = EngramRun.Of("report", _folder["run"]);
        Assert.Equal((0, 0), (evaluate.ExitCode, report.ExitCode));
        string[] texts = [.. Directory.GetFiles(_folder["run"], "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".csv" or ".json" or ".html").Select(File.ReadAllText)];
        Assert.All([train.Output, analyze.Output, evaluate.Output, .. texts], text => Assert.DoesNotMatch(@"\bNaN\b|Infinity|∞", text));
        Assert.Equal(RunAnalysis.Format(FinishedRun.Read(_folder["run"]).Analysis), File.ReadAllText(_folder["run/analysis/analysis.json"]));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Train("run");
        EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--quiet");
        FinishedRun run = FinishedRun.Read(_folder["run"]);
        Assert.Equal(File.ReadAllText(_folder["run/analysis/analysis.json"]), RunAnalysis.Format(run.Analysis));
        Assert.Equal(4, run.Metrics.Count);
        Assert.Equal(2, run.Wall!.Layers.Count);
        Assert.Equal(run.Record.TestAccuracy!.Value, run.Analysis.Accuracy, 1e-12);
        Assert.Equal(run.Record.Layers[0].HoyerSparseness!.Value, run.Analysis.Correct.Layers[0].Sparseness.Hoyer!.Value, 1e-9);
    }

    [Fact]
    public void Json_is_the_document_alone_and_the_same_for_any_number_of_threads()
    {
        Train("run");
        EngramRun one = EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--threads", "1", "--json");
        EngramRun two = EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--threads", "2", "--json");
        Assert.Equal((0, ""), (one.ExitCode, one.Error));
        Assert.Equal(one.Output, two.Output);
        using var json = JsonDocument.Parse(one.Output);
        Assert.Equal("mnist", json.RootElement.GetProperty("data").GetString());
    }

    [Theory]
    [InlineData("ff", "own", "own", "none", "none", "best", "best")]
    [InlineData("bp", "none", "none")]
    [InlineData("hff", "none", "none")]
    [InlineData("lc", "none", "none")]
    [InlineData("conv-hff", "none", "none")]
    public void A_class_that_was_left_out_has_a_table_of_its_own(string model, params string[] conditions)
    {
        Train("run", "--model", model, "--leave-out", "4");
        EngramRun.Of("analyze", _folder["run"], "--data-dir", _data, "--quiet");
        string[] rows = File.ReadAllLines(_folder["run/analysis/unseen-category.csv"]);
        Assert.StartsWith("model,class,condition,layer,", rows[0], StringComparison.Ordinal);
        Assert.Equal(conditions, rows.Skip(1).Select(row => row.Split(',')[2]));
        Assert.All(rows.Skip(1), row => Assert.StartsWith($"{model},4,", row, StringComparison.Ordinal));
    }

    private void Train(string run, params string[] options)
    {
        EngramRun trained = EngramRun.Of(
            ["train", .. options.Contains("--layers") ? (string[])[] : ["--layers", "20,16"], "--epochs", "2", "--batch-size", "100", "--threads", "1", "--data-dir", _data, "--quiet", "--run", _folder[run], .. options]);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
    }
}
