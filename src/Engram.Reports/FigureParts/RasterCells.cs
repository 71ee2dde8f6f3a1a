using Engram.Analysis.Spikes;

namespace Engram.Reports.FigureParts;

/// <summary>The cells of a raster: a line per unit that fires for a shown image, a stretch of columns per class.</summary>
internal sealed class RasterCells
{
    /// <summary>A spike of a unit in the ensemble of the image's class.</summary>
    public const byte OwnSpike = 2;

    /// <summary>A spike of another unit.</summary>
    public const byte OtherSpike = 1;

    private readonly byte[] _cells;
    private readonly int[] _firstUnits;

    private RasterCells(int lines, int classes, int columnsPerClass, int[] shown)
    {
        Lines = lines;
        ColumnsPerClass = columnsPerClass;
        Columns = classes * columnsPerClass;
        UnitCount = shown.Length;
        _cells = new byte[lines * Columns];
        _firstUnits = [.. Enumerable.Range(0, lines).Select(line => shown[FirstOf(line)])];
    }

    /// <summary>Lines; fewer than units where neighbors share one.</summary>
    public int Lines { get; }

    /// <summary>Columns.</summary>
    public int Columns { get; }

    /// <summary>Columns of each class.</summary>
    public int ColumnsPerClass { get; }

    /// <summary>Units that fire for a shown image.</summary>
    public int UnitCount { get; }

    /// <summary>What a cell holds: 0, or the larger of its spikes.</summary>
    public byte this[int line, int column] => _cells[(line * Columns) + column];

    /// <summary>The first unit of a line.</summary>
    public int UnitOf(int line) => _firstUnits[line];

    /// <summary>Fills the cells of a layer.</summary>
    /// <param name="rasters">Who fires when.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="order">All units, in the order of lines.</param>
    /// <param name="ensembles">Units of each class's ensemble.</param>
    /// <param name="mostLines">Lines at most.</param>
    public static RasterCells Of(SpikeRasters rasters, int layer, int[] order, IReadOnlyList<IReadOnlyList<int>> ensembles, int mostLines)
    {
        byte[] spikes = rasters.Layers[layer];
        int units = rasters.UnitCounts[layer];
        int rows = rasters.Examples.Length * rasters.Steps;
        int[] shown = [.. order.Where(unit => Enumerable.Range(0, rows).Any(row => spikes[(row * units) + unit] > 0))];
        int stepsPerColumn = SpikeGroups.StepsPerPlace(rasters.Steps);
        int columns = (rasters.Steps + stepsPerColumn - 1) / stepsPerColumn;
        RasterCells cells = new(Math.Min(mostLines, shown.Length), rasters.Examples.Length, columns, shown);
        HashSet<int>[] own = [.. ensembles.Select(ensemble => ensemble.ToHashSet())];
        for (int place = 0; place < shown.Length; place++)
        {
            int line = (int)((long)place * cells.Lines / shown.Length);
            for (int row = 0; row < rows; row++)
            {
                if (spikes[(row * units) + shown[place]] > 0)
                {
                    (int label, int step) = (row / rasters.Steps, row % rasters.Steps);
                    ref byte cell = ref cells._cells[(line * cells.Columns) + (label * columns) + (step / stepsPerColumn)];
                    cell = Math.Max(cell, label < own.Length && own[label].Contains(shown[place]) ? OwnSpike : OtherSpike);
                }
            }
        }

        return cells;
    }

    // The first place whose line it is.
    private int FirstOf(int line) => (int)((((long)line * UnitCount) + Lines - 1) / Lines);
}
