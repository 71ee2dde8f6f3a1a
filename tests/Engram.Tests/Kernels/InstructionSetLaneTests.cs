using Engram.Kernels;

namespace Engram.Tests.Kernels;

/// <summary>
/// The suite is run once per instruction-set level. Each such lane names the level that it means to reach, so that a lane
/// that quietly ran another level fails.
/// </summary>
public class InstructionSetLaneTests
{
    private const string ExpectedLevel = "ENGRAM_EXPECT_LEVEL";

    [Fact]
    public void The_kernels_in_use_are_those_that_the_lane_is_about()
    {
        string? expected = Environment.GetEnvironmentVariable(ExpectedLevel);
        if (string.IsNullOrEmpty(expected))
        {
            expected = Environment.GetEnvironmentVariable(KernelTable.EnvironmentVariable);
        }

        if (string.IsNullOrEmpty(expected))
        {
            expected = KernelTable.All.Last(table => table.IsSupported).Name;
        }

        Assert.Equal(expected, KernelTable.Current.Name);
    }
}
