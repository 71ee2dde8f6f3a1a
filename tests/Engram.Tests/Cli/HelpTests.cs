using Engram.Experiments.RunFiles;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Cli;

public class HelpTests
{
    [Theory]
    [InlineData("help")]
    [InlineData("help-train", "train")]
    [InlineData("help-evaluate", "evaluate")]
    [InlineData("help-reproduce", "reproduce")]
    [InlineData("help-analyze", "analyze")]
    [InlineData("help-read-out", "read-out")]
    [InlineData("help-lesion", "lesion")]
    [InlineData("help-report", "report")]
    [InlineData("help-explore", "explore")]
    [InlineData("help-export", "export")]
    [InlineData("help-predict", "predict")]
    [InlineData("help-unseen", "unseen")]
    [InlineData("help-spec", "spec")]
    [InlineData("help-spec-schema", "spec", "schema")]
    [InlineData("help-sweep", "sweep")]
    [InlineData("help-results", "results")]
    [InlineData("help-compare", "compare")]
    [InlineData("help-data", "data")]
    [InlineData("help-data-fetch", "data", "fetch")]
    [InlineData("help-info", "info")]
    [InlineData("help-completion", "completion")]
    public void Help_is_as_approved(string name, params string[] command)
    {
        EngramRun run = EngramRun.Of([.. command, "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Approved.Verify(string.Join('\n', run.Output.Split('\n').Select(line => line.TrimEnd())), name);
    }

    [Fact]
    public void No_command_shows_the_same_help() =>
        Assert.Equal(EngramRun.Of("--help").Output, EngramRun.Of().Output);

    [Fact]
    public void Help_is_a_command_too()
    {
        Assert.Equal(EngramRun.Of("--help").Output, EngramRun.Of("help").Output);
        Assert.Equal(EngramRun.Of("spec", "schema", "--help").Output, EngramRun.Of("help", "spec", "schema").Output);
    }

    [Fact]
    public void Help_wins_over_what_is_wrong_with_the_line() =>
        Assert.Equal(EngramRun.Of("train", "--help").Output, EngramRun.Of("train", "--epoch", "3", "--help").Output);

    [Fact]
    public void Version_names_version_and_commit()
    {
        EngramRun run = EngramRun.Of("--version");
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]{40})?\n$", run.Output);
        Assert.StartsWith(BuildInfo.Version, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public void Completion_scripts_are_as_approved(string shell) =>
        Approved.Verify(EngramRun.Of("completion", shell).Output, $"completion-{shell}");
}
