using Engram.Analysis.Maps;
using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Storage;
using Engram.Tests.Reports;

namespace Engram.Tests.Experiments;

public sealed class MapsFileTests : IDisposable
{
    private static readonly FinishedRun _run = (SyntheticReports.Small with { Model = "conv-lc", Data = "mnist" }).Build();

    private readonly TemporaryFolder _folder = new();

    public MapsFileTests() => Directory.CreateDirectory(Analysis.Path);

    private AnalysisFolder Analysis => new(new RunFolder(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("conv-lc", false)]
    [InlineData("conv-ff", true)]
    public void What_is_written_is_read(string model, bool hasLabelsInImages)
    {
        MapPictures maps = (SyntheticReports.Small with { Model = model, Data = "mnist" }).Build().Maps!;
        MapsFile.Write(Analysis.MapsPath, maps);
        MapPictures read = Read()!;
        Assert.Equivalent(maps, read, strict: true);
        Assert.Equal(hasLabelsInImages, read.LabelledPixels is not null);
    }

    [Fact]
    public void An_analysis_of_an_earlier_version_has_none() => Assert.Null(Read());

    [Theory]
    [InlineData("filters", new long[] { 40, 1, 3, 5 }, "has an array filters that does not fit the run")]
    [InlineData("filters", new long[] { 40, 1, 4096, 4096 }, "has an array filters that does not fit the run")]
    [InlineData("patches_1", new long[] { 10, 9, 1, 4, 29 }, "has an array patches_1 that does not fit the run")]
    [InlineData("class_maps_2", new long[] { 9, 3, 3 }, "has an array class_maps_2 that does not fit the run")]
    [InlineData("example_pixels", new long[] { 10, 1, 28, 0 }, "has an array example_pixels that does not fit the run")]
    [InlineData("labelled_pixels", new long[] { 10, 3, 28, 28 }, "has an array labelled_pixels that does not fit the run")]
    [InlineData("channels_3", new long[] { 0 }, "has an array channels_3 that does not fit the run")]
    [InlineData("examples", null, "lacks the array examples")]
    public void What_does_not_fit_is_refused_before_it_is_read(string name, long[]? shape, string fault)
    {
        MapsFile.Write(Analysis.MapsPath, _run.Maps!);
        Dictionary<string, NpyArray> arrays = new(NpzFile.Read(Analysis.MapsPath));
        arrays.Remove(name);
        if (shape is not null)
        {
            arrays[name] = new NpyArray(new byte[shape.Aggregate(1L, (product, length) => product * length)], shape);
        }

        NpzFile.Write(Analysis.MapsPath, arrays);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<EngramException>(() => Read()).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.Equal($"{Analysis.MapsPath} {fault}; make it again with engram analyze {_folder.Path}.", message);
    }

    private MapPictures? Read() => MapsFile.Read(Analysis, _run.Maps!.Image, _run.Analysis.ClassNames.Count, _run.Spec.Training.Layers);
}
