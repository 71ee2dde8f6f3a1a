using Engram.Experiments.Specs;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>The options are the spec keys, and mean on the command line what they mean in a file.</summary>
public class SpecOptionsTests
{
    private static readonly Dictionary<string, string> Changed = new()
    {
        ["trainSamples"] = "300",
        ["layers"] = "8, 12",
        ["goodness"] = "mean-square",
        ["threshold"] = "0.5",
        ["activation"] = "sigmoid",
        ["dropout"] = "0.25",
        ["learningRate"] = "0.002",
        ["epochs"] = "1",
        ["batchSize"] = "64",
        ["schedule"] = "joint",
        ["negatives"] = "hard",
        ["prediction"] = "sum",
        ["skipFirstLayer"] = "true",
        ["seed"] = "7",
    };

    [Fact]
    public void Options_and_file_give_the_same_spec()
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        File.WriteAllLines(folder["s.yaml"], Changed.Select(pair =>
            SpecKeys.Find(pair.Key)!.IsList ? $"{pair.Key}: [{pair.Value}]" : $"{pair.Key}: {pair.Value}"));
        IEnumerable<string> options = Changed.SelectMany(pair => new[] { SpecKeys.Find(pair.Key)!.OptionName, pair.Value });
        Assert.Equal(0, EngramRun.Of(["train", .. options, "--run", folder["a"], "--data-dir", data, "--threads", "1", "--quiet"]).ExitCode);
        Assert.Equal(0, EngramRun.Of("train", "--spec", folder["s.yaml"], "--run", folder["b"], "--data-dir", data, "--threads", "1", "--quiet").ExitCode);
        Assert.Equal(SpecFile.Format(SpecFile.Read(folder["a/spec.yaml"])), SpecFile.Format(SpecFile.Read(folder["b/spec.yaml"])));
        Assert.All(Changed, pair => Assert.Equal(pair.Value, SpecKeys.Find(pair.Key)!.Read(SpecFile.Read(folder["a/spec.yaml"]))));
        RunComparison.AssertSame(folder["a"], folder["b"]);
    }

    [Fact]
    public void An_option_wins_over_the_file_and_a_flag_needs_no_value()
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        File.WriteAllText(folder["s.yaml"], "layers: [8, 8]\nepochs: 3\nseed: 4\n");
        EngramRun run = EngramRun.Of(
            "train", "--spec", folder["s.yaml"], "--epochs", "1", "--skip-first-layer", "--run", folder["a"], "--data-dir", data, "--threads", "1", "--quiet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        RunSpec spec = SpecFile.Read(folder["a/spec.yaml"]);
        Assert.Equal((1, 4ul, true), (spec.Training.Epochs[0], spec.Training.Seed, spec.Training.SkipFirstLayer));
    }

    [Fact]
    public void An_option_wins_over_the_preset()
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        EngramRun run = EngramRun.Of(
            "train", "--preset", "paper-mnist-bp-ff", "--epochs", "1", "--layers", "64", "--run", folder["a"], "--data-dir", data, "--threads", "1", "--quiet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        RunSpec paper = Presets.Find("paper-mnist-bp-ff", "x").Spec;
        RunSpec expected = paper with { Training = paper.Training with { Epochs = 1, Layers = [64] } };
        Assert.Equal(SpecFile.Format(expected), SpecFile.Format(SpecFile.Read(folder["a/spec.yaml"])));
    }
}
