using System.Text.Json;
using Engram.Storage;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>Activations of any network, analyzed.</summary>
public sealed class ActivationsTests : IDisposable
{
    private const int Samples = 120;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_s_own_activations_give_the_tables_of_its_analysis()
    {
        string data = TinyMnist.Write(_folder["data"]);
        Run("train", "--layers", "20,16", "--epochs", "2", "--batch-size", "100", "--threads", "1", "--representations", "--data-dir", data, "--quiet", "--run", _folder["run"]);
        Run("analyze", _folder["run"], "--data-dir", data, "--quiet");
        Run("analyze", _folder["run/representations.npz"], "--quiet");
        string[] tables = ["ensembles.csv", "rule-agreement.csv", "shared-units.csv", "sparseness.csv", "tuning.csv", "unit-tuning.csv"];
        Assert.Equal(
            tables.Concat(["accuracy.csv", "analysis.json"]).Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder["run/representations-analysis"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(tables, table => Assert.Equal(File.ReadAllText(_folder[$"run/analysis/{table}"]), File.ReadAllText(_folder[$"run/representations-analysis/{table}"])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Activations_with_and_without_predictions_have_tables_and_a_document(bool hasPredictions)
    {
        Write(hasPredictions);
        EngramRun text = Run("analyze", _folder["a.npz"], "--output", _folder["results"]);
        EngramRun json = Run("analyze", _folder["a.npz"], "--output", _folder["results"], "--json");
        Assert.Equal(json.Output, File.ReadAllText(_folder["results/analysis.json"]));
        using var document = JsonDocument.Parse(json.Output);
        Assert.Equal(Samples, document.RootElement.GetProperty("all").GetProperty("sampleCount").GetInt32());

        // Every class has two units of its own in the first layer, and all units of the second are as active for one class as for another.
        string[] ensembles = File.ReadAllLines(_folder["results/ensembles.csv"]);
        Assert.Contains("all,1,mean-ratio,2,2,4 5", ensembles);
        Assert.Contains("all,2,mean-ratio,2,0,", ensembles);
        Assert.Equal(hasPredictions, File.Exists(_folder["results/accuracy.csv"]));
        Assert.Equal(hasPredictions, ensembles.Contains("correct,1,mean-ratio,2,2,4 5"));
        Assert.Contains(hasPredictions ? ": accuracy 0.9000; below, 108 correctly classified of 120 samples of 3 classes" : ": 120 samples of 3 classes", text.Output, StringComparison.Ordinal);
        if (hasPredictions)
        {
            Assert.Contains(",,120,0.9", File.ReadAllLines(_folder["results/accuracy.csv"]));
        }
    }

    [Fact]
    public void Classes_are_the_labels_that_occur_and_tables_call_them_so()
    {
        Write(hasPredictions: true);
        string first = Run("analyze", _folder["a.npz"], "--json").Output;
        string[] tables = ["accuracy", "ensembles", "rule-agreement", "shared-units", "sparseness", "tuning", "unit-tuning"];
        Dictionary<string, string> from0 = tables.ToDictionary(table => table, table => File.ReadAllText(_folder[$"a-analysis/{table}.csv"]));
        Write(hasPredictions: true, label => (label + 1) * 2);
        string text = Run("analyze", _folder["a.npz"]).Output;
        Assert.Contains("Layer 2 4 6 ", string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(from0["rule-agreement"], File.ReadAllText(_folder["a-analysis/rule-agreement.csv"]));
        Assert.Contains("all,1,mean-ratio,6,2,4 5", File.ReadAllLines(_folder["a-analysis/ensembles.csv"]));
        Assert.Contains("6,6,40,", File.ReadAllText(_folder["a-analysis/accuracy.csv"]), StringComparison.Ordinal);
        Assert.Contains("all,1,mean-ratio,4,6,0,", File.ReadAllText(_folder["a-analysis/shared-units.csv"]), StringComparison.Ordinal);
        Assert.All(tables, table => Assert.Equal(from0[table].Split('\n').Length, File.ReadAllLines(_folder[$"a-analysis/{table}.csv"]).Length + 1));
        using var before = JsonDocument.Parse(first);
        using var after = JsonDocument.Parse(File.ReadAllText(_folder["a-analysis/analysis.json"]));
        Assert.Equal(["2", "4", "6"], after.RootElement.GetProperty("classNames").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(before.RootElement.GetProperty("all").GetRawText(), after.RootElement.GetProperty("all").GetRawText());
        Assert.Equal(before.RootElement.GetProperty("correct").GetRawText(), after.RootElement.GetProperty("correct").GetRawText());
    }

    private void Write(bool hasPredictions, Func<int, int>? number = null)
    {
        number ??= label => label;
        int[] labels = [.. Enumerable.Range(0, Samples).Select(sample => sample % 3)];
        var arrays = new Dictionary<string, NpyArray>
        {
            ["labels"] = new NpyArray([.. labels.Select(label => (long)number(label))], Samples),
            ["layer_1"] = new NpyArray([.. labels.SelectMany(label => Enumerable.Range(0, 6).Select(unit => unit / 2 == label ? 1f + unit : 0))], Samples, 6),
            ["layer_2"] = new NpyArray([.. Enumerable.Repeat(1f, Samples * 4)], Samples, 4),
            ["images"] = new NpyArray(new float[8], 2, 2, 2),
        };
        if (hasPredictions)
        {
            arrays["predictions"] = new NpyArray([.. labels.Select((label, sample) => (byte)(sample % 10 == 7 ? 255 : number(label)))], Samples);
        }

        NpzFile.Write(_folder["a.npz"], arrays);
    }

    private static EngramRun Run(params string[] arguments)
    {
        EngramRun run = EngramRun.Of(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
