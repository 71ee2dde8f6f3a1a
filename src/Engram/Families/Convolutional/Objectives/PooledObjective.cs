using Engram.Kernels;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Threading;

namespace Engram.Families.Convolutional.Objectives;

/// <summary>
/// An objective of maps that sees each map as a few means: of the cells of a grid, as PyTorch's adaptive average pooling lays it. A grid of 1 is global
/// pooling.
/// </summary>
internal sealed class PooledObjective : LayerObjective
{
    private PooledObjective(LayerShape maps, MapGrid grid, LayerObjective inner)
    {
        Maps = maps;
        Grid = grid;
        Inner = inner;
    }

    /// <summary>The maps.</summary>
    public LayerShape Maps { get; }

    /// <summary>The grid.</summary>
    public MapGrid Grid { get; }

    /// <summary>What the means are taught.</summary>
    public LayerObjective Inner { get; }

    public override IReadOnlyList<Parameter> Parameters => Inner.Parameters;

    public override int ScoreCount => Inner.ScoreCount;

    /// <summary>An objective of maps, which sees them as they are where the grid has a cell for each number.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="gridSize">Rows and columns of the grid at most.</param>
    /// <param name="createInner">Makes the objective of so many means.</param>
    public static LayerObjective Create(LayerShape maps, int gridSize, Func<int, LayerObjective> createInner)
    {
        MapGrid grid = new(maps, gridSize);
        LayerObjective inner = createInner(grid.CellCount * maps.Channels);
        return (grid.Height, grid.Width) == (maps.Height, maps.Width) ? inner : new PooledObjective(maps, grid, inner);
    }

    public override void Initialize(RandomStream random) => Inner.Initialize(random);

    public override void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient)
    {
        float[] means = new float[Grid.CellCount * Maps.Channels];
        float[] ofMeans = new float[means.Length];
        Grid.Pool(activations, means);
        Inner.WriteScoreGradient(label, means, ofMeans);
        Grid.PassBack(ofMeans, gradient);
    }

    public override ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => new PooledRun(kernels, workers, this, maximumRows);
}
