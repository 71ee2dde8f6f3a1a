using Engram.Experiments.RunFiles;

namespace Engram.Tests.Experiments;

/// <summary>Compares what two runs leave behind.</summary>
internal static class RunComparison
{
    private const int SecondsColumn = 7;

    /// <summary>Equal weights bit for bit, equal metrics apart from times, equal results.</summary>
    public static void AssertSame(string first, string second)
    {
        RunFolder one = new(first);
        RunFolder two = new(second);
        Assert.True(
            File.ReadAllBytes(one.WeightsPath).AsSpan().SequenceEqual(File.ReadAllBytes(two.WeightsPath)), "weights differ");
        Assert.Equal(Timeless(one.MetricsPath), Timeless(two.MetricsPath));
        RunRecord recordOne = RunDocument.Read(one.RecordPath);
        RunRecord recordTwo = RunDocument.Read(two.RecordPath);
        Assert.Equal(recordOne.TestAccuracy, recordTwo.TestAccuracy);
        Assert.Equal(recordOne.ValidationAccuracy, recordTwo.ValidationAccuracy);
        Assert.Equal(recordOne.TotalSteps, recordTwo.TotalSteps);
        Assert.Equal(recordOne.Layers, recordTwo.Layers);
    }

    private static IEnumerable<string> Timeless(string metricsPath) => File.ReadAllLines(metricsPath)
        .Select(row => string.Join(',', row.Split(',').Where((_, column) => column != SecondsColumn)));
}
