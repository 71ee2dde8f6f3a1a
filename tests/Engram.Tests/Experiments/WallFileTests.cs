using Engram.Analysis;
using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Tests.Experiments;

public sealed class WallFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WallFileTests() => Directory.CreateDirectory(Analysis.Path);

    private AnalysisFolder Analysis => new(new RunFolder(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        WallFile.Write(Analysis.WallPath, new WallSample([0, 1], [2, 1], [[1, 2, 3, 4], [5, 6]]));

        WallSample wall = WallFile.Read(Analysis, [2, 1])!;

        Assert.Equal([1f, 2, 3, 4], wall.Layers[0]);
        Assert.Equal([5f, 6], wall.Layers[1]);
        Assert.Equal([0, 1], wall.Labels);
    }

    /// <summary>Zeros pack a thousandfold: what is not wanted must not be unpacked.</summary>
    [Theory]
    [InlineData("labels", 20_000_000, 1, "labels of another shape than [1 to 5120]")]
    [InlineData("layer_1", 2, 10_000_000, "layer_1 of another shape than [images, 2]")]
    [InlineData("layer_1", 10_000_000, 2, "layer_1 of another shape than [images, 2]")]
    [InlineData("layer_2", 10_000_000, 2, null)]
    public void Large_arrays_that_no_run_needs_cost_nothing(string name, int rows, int columns, string? fault)
    {
        Dictionary<string, NpyArray> arrays = new()
        {
            ["labels"] = new NpyArray(new byte[2], 2),
            ["layer_1"] = new NpyArray(new float[4], 2, 2),
        };
        arrays[name] = name == "labels" ? new NpyArray(new byte[rows], rows) : new NpyArray(new float[rows * columns], rows, columns);
        NpzFile.Write(Analysis.WallPath, arrays);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string? message = Record.Exception(() => WallFile.Read(Analysis, [2]))?.Message;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(fault is null ? null : $"{Analysis.WallPath} has an array {fault}; make it again with engram analyze {_folder.Path}.", message);
    }
}
