namespace Engram.Tests.Cli;

/// <summary>The choice of kernels is made once per process, so each is looked at in a process of its own.</summary>
public sealed class KernelVariableTests
{
    [Fact]
    public void Info_says_which_kernels_are_in_use_and_why()
    {
        using EngramProcess info = Info("scalar");
        Assert.Equal(0, info.WaitForExit());
        Assert.Contains("Kernels    scalar, forced by ENGRAM_KERNELS", info.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  scalar +in use ", info.Output);
    }

    [Fact]
    public void Unknown_kernels_are_an_error_that_names_the_known_ones()
    {
        using EngramProcess info = Info("fast");
        Assert.Equal(2, info.WaitForExit());
        Assert.Equal(
            "ENGRAM_KERNELS is 'fast', which is no kernel table; use one of scalar, vector128, vector256, vector512, or unset it.",
            info.Error);
    }

    private static EngramProcess Info(string kernels) => EngramProcess.Start(
        Path.GetTempPath(), new Dictionary<string, string> { ["ENGRAM_KERNELS"] = kernels }, ["info", "--kernels"]);
}
