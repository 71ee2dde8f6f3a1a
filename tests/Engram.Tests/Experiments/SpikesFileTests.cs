using Engram.Analysis.Spikes;
using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Storage;
using Engram.Tests.Reports;

namespace Engram.Tests.Experiments;

public sealed class SpikesFileTests : IDisposable
{
    private static readonly FinishedRun _run = SyntheticReports.All["spikes"][0];

    private readonly TemporaryFolder _folder = new();

    public SpikesFileTests() => Directory.CreateDirectory(Analysis.Path);

    private AnalysisFolder Analysis => new(new RunFolder(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        SpikesFile.Write(Analysis.SpikesPath, _run.Rasters!);
        Assert.Equivalent(_run.Rasters, Read(), strict: true);
    }

    [Fact]
    public void An_analysis_of_an_earlier_version_has_none() => Assert.Null(Read());

    [Theory]
    [InlineData("examples", new long[] { 9 }, "has an array examples that does not fit the run")]
    [InlineData("spikes_1", new long[] { 10, 11, 40 }, "has an array spikes_1 that does not fit the run")]
    [InlineData("spikes_2", new long[] { 10, 10, 4096, 4096 }, "has an array spikes_2 that does not fit the run")]
    [InlineData("spikes_2", null, "lacks the array spikes_2")]
    public void What_does_not_fit_is_refused_before_it_is_read(string name, long[]? shape, string fault)
    {
        SpikesFile.Write(Analysis.SpikesPath, _run.Rasters!);
        Dictionary<string, NpyArray> arrays = new(NpzFile.Read(Analysis.SpikesPath));
        arrays.Remove(name);
        if (shape is not null)
        {
            arrays[name] = new NpyArray(new byte[shape.Aggregate(1L, (product, length) => product * length)], shape);
        }

        NpzFile.Write(Analysis.SpikesPath, arrays);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<EngramException>(() => Read()).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.Equal($"{Analysis.SpikesPath} {fault}; make it again with engram analyze {_folder.Path}.", message);
    }

    private SpikeRasters? Read() => SpikesFile.Read(Analysis, _run.Analysis.ClassNames.Count, _run.Analysis.Spikes!.Steps, _run.Spec.Training.Layers);
}
