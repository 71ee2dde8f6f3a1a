using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Cli;

public class SpecCommandTests
{
    [Fact]
    public void Presets_are_listed()
    {
        EngramRun run = EngramRun.Of("spec", "presets");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Approved.Verify(run.Output, "spec-presets");
    }

    [Fact]
    public void A_preset_is_shown_as_a_file_that_can_be_read()
    {
        EngramRun run = EngramRun.Of("spec", "show", "paper-fashion-mnist-ff");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("# Preset paper-fashion-mnist-ff: FF on Fashion-MNIST, as long as the paper trains it.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(SpecFile.Format(PaperSettings.Full("fashion-mnist", "ff")), SpecFile.Format(SpecFile.Parse(run.Output, "s.yaml")));
    }

    [Fact]
    public void The_schema_of_a_run_is_the_default()
    {
        Assert.Equal(SpecSchemas.Run, EngramRun.Of("spec", "schema").Output);
        Assert.Equal(SpecSchemas.Run, EngramRun.Of("spec", "schema", "run").Output);
        Assert.Equal(SpecSchemas.Sweep, EngramRun.Of("spec", "schema", "sweep").Output);
    }
}
