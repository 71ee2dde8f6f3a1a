using Engram.Experiments.Specs;

namespace Engram.Tests.Cli;

public class SuggestionTests
{
    [Theory]
    [InlineData("", "analyze", "compare", "completion", "data", "evaluate", "explore", "export", "info", "lesion", "predict", "read-out", "report", "reproduce", "results", "spec", "sweep", "train", "unseen", "--help", "--version", "-h")]
    [InlineData("ev", "evaluate")]
    [InlineData("train --goodn", "--goodness")]
    [InlineData("train --goodness ", "entmax", "l1-norm", "l2-norm", "linf-norm", "mean-square", "sum-of-squares", "top-k")]
    [InlineData("train --goodness mean", "mean-square")]
    [InlineData("train --activation ", "relu", "sigmoid")]
    [InlineData("train --negatives ", "fixed", "hard", "hard-goodness", "hardest-of-4", "resampled")]
    [InlineData("train --schedule ", "greedy", "joint")]
    [InlineData("train --prediction ", "last", "softmax", "sum")]
    [InlineData("train --model ", "bp", "bp-ff", "conv-ff", "conv-hff", "conv-lc", "ff", "hff", "lc", "spiking-ff")]
    [InlineData("reproduce --data ", "all", "cifar-10", "fashion-mnist", "mnist", "svhn")]
    [InlineData("train --data ", "cifar-10", "fashion-mnist", "kmnist", "mnist", "svhn")]
    [InlineData("train --epochs 3 --data fas", "fashion-mnist")]
    [InlineData("evaluate runs/x --split ", "test", "train", "validation")]
    [InlineData("data ve", "verify")]
    [InlineData("spec ", "presets", "schema", "show")]
    [InlineData("spec schema ", "run", "sweep")]
    [InlineData("spec show quick-m", "quick-mnist-bp", "quick-mnist-bp-ff", "quick-mnist-ff")]
    [InlineData("train --preset paper-svhn-bp", "paper-svhn-bp", "paper-svhn-bp-ff")]
    [InlineData("completion ", "bash", "pwsh", "zsh")]
    public void A_line_being_typed_is_completed(string line, params string[] words)
    {
        EngramRun run = EngramRun.Of($"[suggest:{line.Length}]", line);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words.Order(StringComparer.Ordinal), lines.Except(["--help", "-h"]).Concat(words.Intersect(["--help", "-h"])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_spec_key_is_offered()
    {
        string output = EngramRun.Of("[suggest:8]", "train --").Output;
        Assert.Subset(output.Split('\n').ToHashSet(), SpecKeys.All.Select(key => key.OptionName).ToHashSet());
    }
}
