using Engram.Analysis.Images;
using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Storage;
using Engram.Tests.Reports;

namespace Engram.Tests.Experiments;

public sealed class ImagesFileTests : IDisposable
{
    private static readonly FinishedRun _run = (SyntheticReports.Small with { Data = "mnist" }).Build();

    private readonly TemporaryFolder _folder = new();

    public ImagesFileTests() => Directory.CreateDirectory(Analysis.Path);

    private AnalysisFolder Analysis => new(new RunFolder(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        ImagesFile.Write(Analysis.ImagesPath, _run.Pictures!);
        Assert.Equivalent(_run.Pictures, Read(), strict: true);
        ClassPictures ofMaps = (SyntheticReports.Small with { Model = "conv-lc", Data = "mnist" }).Build().Pictures!;
        ImagesFile.Write(Analysis.ImagesPath, ofMaps);
        Assert.Equivalent(ofMaps, ImagesFile.Read(Analysis, ofMaps.Image, 10, []), strict: true);
    }

    [Fact]
    public void An_analysis_of_an_earlier_version_has_none() => Assert.Null(Read());

    [Theory]
    [InlineData("samples", new long[] { 291 }, "has an array samples that does not fit the run")]
    [InlineData("pixels", new long[] { 29, 1, 28, 28 }, "has an array pixels that does not fit the run")]
    [InlineData("pixels", new long[] { 30, 3, 28, 28 }, "has an array pixels that does not fit the run")]
    [InlineData("predictions", new long[] { 29 }, "has an array predictions that does not fit the run")]
    [InlineData("weights", new long[] { 10, 1, 28, 4096 }, "has an array weights that does not fit the run")]
    [InlineData("units_3", new long[] { 9 }, "has an array units_3 that does not fit the run")]
    [InlineData("images_1", new long[] { 10, 8 }, "has an array images_1 that does not fit the run")]
    [InlineData("right", null, "lacks the array right")]
    public void What_does_not_fit_is_refused(string name, long[]? shape, string fault)
    {
        Spoil(name, shape is null ? null : name == "pixels" ? new NpyArray(new byte[Size(shape)], shape) : name == "weights" ? new NpyArray(new float[Size(shape)], shape) : new NpyArray(new int[Size(shape)], shape));
        Assert.Equal($"{Analysis.ImagesPath} {fault}; make it again with engram analyze {_folder.Path}.", Assert.Throws<EngramException>(() => Read()).Message);
    }

    [Theory]
    [InlineData("labels", 30, 10)]
    [InlineData("labels", 30, -1)]
    [InlineData("predictions", 30, 10)]
    [InlineData("wrong", 10, 30)]
    [InlineData("units_2", 10, 40)]
    [InlineData("images_2", 90, -2)]
    public void Numbers_out_of_range_are_refused(string name, int length, int number)
    {
        long[] shape = name == "images_2" ? [10, 9] : [length];
        Spoil(name, new NpyArray([.. Enumerable.Repeat(0, length - 1), number], shape));
        Assert.Equal(
            $"{Analysis.ImagesPath} has an array {name} that does not fit the run; make it again with engram analyze {_folder.Path}.",
            Assert.Throws<EngramException>(() => Read()).Message);
    }

    private static long Size(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);

    private void Spoil(string name, NpyArray? array)
    {
        ImagesFile.Write(Analysis.ImagesPath, _run.Pictures!);
        Dictionary<string, NpyArray> arrays = new(NpzFile.Read(Analysis.ImagesPath));
        arrays.Remove(name);
        if (array is not null)
        {
            arrays[name] = array;
        }

        NpzFile.Write(Analysis.ImagesPath, arrays);
    }

    private ClassPictures? Read() => ImagesFile.Read(Analysis, _run.Pictures!.Image, _run.Analysis.ClassNames.Count, _run.Spec.Training.Layers);
}
