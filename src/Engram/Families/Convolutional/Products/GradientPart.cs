using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The gradient of filters over some images, one after the other: each number of it is one chain in the order image, position. It goes over all positions in tiles of
/// terms, or for each filter over the positions with a gradient; a position that is left out would have added zero.
/// </summary>
internal sealed unsafe class GradientPart
{
    private readonly ConvolutionShape _shape;
    private readonly PinnedArray<float> _sums;
    private readonly int _rowSize;

    public GradientPart(ConvolutionShape shape)
    {
        _shape = shape;
        _rowSize = Matrix.Padded(shape.KernelSize * shape.Channels);
        _sums = new PinnedArray<float>(NumbersOf(shape));
    }

    /// <summary>Whether the sums are by filter, as the walk over positions with a gradient makes them.</summary>
    public bool IsByFilter { get; private set; }

    private int FilterSize => _shape.KernelSize * _rowSize;

    private int PaddedFilters => Matrix.Padded(_shape.Filters);

    /// <summary>Numbers that a part holds: the sums in the larger of two forms.</summary>
    public static long NumbersOf(ConvolutionShape shape) => Math.Max(
        (shape.PatchSize + 1L) * Matrix.Padded(shape.Filters),
        (long)shape.Filters * shape.KernelSize * Matrix.Padded(shape.KernelSize * shape.Channels));

    /// <summary>What an image costs where filters are gone over one by one, in multiply-adds of a tile.</summary>
    public static double CostByFilter(KernelTable kernels, ConvolutionShape shape, double activeShare) =>
        activeShare * shape.OutputSize * shape.KernelSize * Math.Max(ActiveList.LeastColumns, Matrix.Padded(shape.KernelSize * shape.Channels)) * kernels.RowCost;

    /// <summary>What it costs in tiles.</summary>
    public static double CostByTile(KernelTable kernels, ConvolutionShape shape) =>
        (double)shape.Positions * Matrix.Padded(shape.Filters) * ((shape.PatchSize + kernels.TileRows - 1) / kernels.TileRows * kernels.TileRows);

    /// <summary>Adds an image, or begins with it.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="space">Work space of the thread.</param>
    /// <param name="maps">Maps of the image.</param>
    /// <param name="delta">∂L/∂z, in the order filter, row, column.</param>
    /// <param name="byFilter">Which walk; the same for all images.</param>
    /// <param name="isFirst">Whether the sums begin.</param>
    public void Add(KernelTable kernels, GradientSpace space, float* maps, float* delta, bool byFilter, bool isFirst)
    {
        IsByFilter = byFilter;
        if (byFilter)
        {
            AddByFilter(kernels, space, maps, delta, isFirst);
        }
        else
        {
            AddByTile(kernels, space, maps, delta, isFirst);
        }
    }

    /// <summary>Adds another part of the same form to some columns of this one.</summary>
    public void AddPanel(GradientPart other, int panel)
    {
        (int start, int length) = Stretch(panel);
        TensorPrimitives.Add(_sums.Items.Slice(start, length), other._sums.Items.Slice(start, length), _sums.Items.Slice(start, length));
    }

    /// <summary>The sum of a term and a filter.</summary>
    public float Sum(int term, int filter)
    {
        if (!IsByFilter)
        {
            return _sums.Start[PanelStart(filter / Matrix.ColumnMultiple) + (term * Matrix.ColumnMultiple) + (filter % Matrix.ColumnMultiple)];
        }

        (int row, int place) = Math.DivRem(term, _shape.KernelSize * _shape.Channels);
        return _sums.Start[(filter * FilterSize) + (row * _rowSize) + place];
    }

    private (int Start, int Length) Stretch(int panel)
    {
        if (!IsByFilter)
        {
            return (PanelStart(panel), _shape.PatchSize * Matrix.ColumnMultiple);
        }

        int first = panel * Matrix.ColumnMultiple;
        return (first * FilterSize, Math.Min(Matrix.ColumnMultiple, _shape.Filters - first) * FilterSize);
    }

    // As in a matrix of panels: one row more, which takes what a tile's unused rows write.
    private int PanelStart(int panel) => panel * (_shape.PatchSize + 1) * Matrix.ColumnMultiple;

    private void AddByTile(KernelTable kernels, GradientSpace space, float* maps, float* delta, bool isFirst)
    {
        space.Maps.Load(maps);
        Transposition.CopyBlock(delta, _shape.Positions, _shape.Filters, space.Delta.Start, space.Delta.Stride, _shape.Positions);
        PanelRows sums = new(_sums.Start, Matrix.ColumnMultiple, PanelStart(1));
        int* rows = stackalloc int[kernels.TileRows];
        for (int column = 0; column < PaddedFilters; column += kernels.TileColumns)
        {
            int width = Math.Min(kernels.TileColumns, PaddedFilters - column);
            for (int term = 0; term < _shape.PatchSize; term += kernels.TileRows)
            {
                for (int row = 0; row < kernels.TileRows; row++)
                {
                    rows[row] = Math.Min(term + row, _shape.PatchSize);
                }

                (int first, int count) = PositionsOf(term, Math.Min(term + kernels.TileRows, _shape.PatchSize) - 1);
                kernels.AccumulatePlaced(
                    space.Maps.Start,
                    space.Places.Terms + term,
                    space.Places.Positions + first,
                    space.Places.Indices + first,
                    count,
                    space.Delta.From(column),
                    sums.FromColumn(column),
                    rows,
                    width,
                    accumulate: !isFirst);
            }
        }
    }

    // The positions at which some of these terms are not in the rows of the padding.
    private (int First, int Count) PositionsOf(int firstTerm, int lastTerm)
    {
        int ofRow = _shape.KernelSize * _shape.Channels;
        int above = Math.Max(0, _shape.Padding - (lastTerm / ofRow));
        int start = (above + _shape.Stride - 1) / _shape.Stride;
        int below = _shape.Height - 1 + _shape.Padding - (firstTerm / ofRow);
        int end = below < 0 ? 0 : Math.Min(_shape.OutputHeight, (below / _shape.Stride) + 1);
        return (start * _shape.OutputWidth, Math.Max(0, end - start) * _shape.OutputWidth);
    }

    private void AddByFilter(KernelTable kernels, GradientSpace space, float* maps, float* delta, bool isFirst)
    {
        space.Maps.Load(maps);
        int ofMapRow = space.Places.Width * _shape.Channels;
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            ActiveList active = space.Active;
            active.Clear();
            active.Append(delta + ((nint)filter * _shape.Positions), space.Places.Positions, _shape.Positions);
            for (int row = 0; row < _shape.KernelSize; row++)
            {
                kernels.AccumulateRow(
                    active.Values,
                    active.Indices,
                    active.Count,
                    new PanelRows(space.Maps.Start + (row * ofMapRow), rowStride: 1, Matrix.ColumnMultiple),
                    new PanelRows(_sums.Start + (filter * FilterSize) + (row * _rowSize), _rowSize, Matrix.ColumnMultiple),
                    _rowSize,
                    accumulate: !isFirst);
            }
        }
    }
}
