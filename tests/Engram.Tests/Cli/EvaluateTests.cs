using System.Text.Json;
using Engram.Experiments.RunFiles;
using Engram.Storage;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public EvaluateTests()
    {
        _data = TinyMnist.Write(_folder["data"]);
        Assert.Equal(0, EngramRun.Of(
            "train", "--layers", "16,12", "--epochs", "20", "--batch-size", "50", "--threads", "1", "--prediction", "sum",
            "--data-dir", _data, "--run", _folder["run"], "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_test_split_gives_what_the_run_recorded()
    {
        RunRecord record = RunDocument.Read(_folder["run/run.json"]);
        JsonElement result = Evaluate();
        Assert.Equal(record.TestAccuracy, result.GetProperty("accuracy").GetDouble());
        Assert.Equal(TinyMnist.TestCount, result.GetProperty("samples").GetInt32());
        Assert.Equal(
            record.Layers.Select(layer => layer.HoyerSparseness),
            result.GetProperty("layers").EnumerateArray().Select(layer => (double?)layer.GetProperty("hoyerSparseness").GetDouble()));
    }

    [Fact]
    public void Split_and_samples_choose_the_images()
    {
        JsonElement result = Evaluate("--split", "train", "--samples", "250");
        Assert.Equal(("train", 250), (result.GetProperty("split").GetString(), result.GetProperty("samples").GetInt32()));
        Assert.NotEqual(Evaluate().GetProperty("layers")[0].ToString(), result.GetProperty("layers")[0].ToString());
    }

    [Fact]
    public void Validation_images_are_those_that_the_run_has_kept()
    {
        EngramRun.Of(
            "train", "--layers", "16", "--epochs", "3", "--batch-size", "50", "--threads", "1", "--validation-split", "0.2", "--leave-out", "3", "--train-samples", "300",
            "--data-dir", _data, "--run", _folder["validated"], "--quiet");
        EngramRun run = EngramRun.Of("evaluate", _folder["validated"], "--split", "validation", "--data-dir", _data, "--threads", "1", "--json");
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(RunDocument.Read(_folder["validated/run.json"]).ValidationAccuracy, result.GetProperty("accuracy").GetDouble());
        Assert.InRange(result.GetProperty("samples").GetInt32(), 55, 65);
    }

    [Fact]
    public void Goodness_is_kept_for_every_image_layer_and_label()
    {
        double accuracy = Evaluate("--goodness", _folder["g.npz"]).GetProperty("accuracy").GetDouble();
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(_folder["g.npz"]);
        Assert.Equal([TinyMnist.TestCount, 2, 10], arrays["goodness"].Shape);
        byte[] predictions = arrays["predictions"].Bytes;
        Assert.Equal(accuracy, predictions.Zip(arrays["labels"].Bytes).Count(pair => pair.First == pair.Second) / 100.0, 12);

        // The run predicts by the plain sum, so the file alone must lead to the same labels.
        float[] goodness = arrays["goodness"].Floats;
        for (int sample = 0; sample < predictions.Length; sample++)
        {
            int best = Enumerable.Range(0, 10).MaxBy(label => goodness[(sample * 20) + label] + goodness[(sample * 20) + 10 + label]);
            Assert.Equal(predictions[sample], best);
        }
    }

    [Fact]
    public void The_table_names_split_data_and_rule()
    {
        EngramRun run = EngramRun.Of("evaluate", _folder["run"], "--data-dir", _data, "--threads", "1");
        Assert.Matches(@"^Accuracy 0\.\d{4} on 100 test images of mnist\n", run.Output);
        Assert.Contains("prediction by sum", run.Output, StringComparison.Ordinal);
    }

    private JsonElement Evaluate(params string[] more)
    {
        EngramRun run = EngramRun.Of(["evaluate", _folder["run"], "--data-dir", _data, "--threads", "1", "--json", .. more]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
