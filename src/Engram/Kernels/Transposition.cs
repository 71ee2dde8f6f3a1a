namespace Engram.Kernels;

/// <summary>Transposes block by block.</summary>
internal static unsafe class Transposition
{
    private const int Block = 16;

    /// <summary>destination += sourceᵀ, and zeros where the source was, ready for the next accumulation.</summary>
    public static void MoveInto(Matrix source, Matrix destination, WorkerPool workers)
    {
        int rowBlocks = (destination.Rows + Block - 1) / Block;
        workers.Run(rowBlocks, part =>
        {
            int firstRow = part * Block;
            int rows = Math.Min(Block, destination.Rows - firstRow);
            for (int column = 0; column < destination.Columns; column += Block)
            {
                MoveBlock(source, destination, firstRow, rows, column, Math.Min(Block, destination.Columns - column));
            }
        });
    }

    private static void MoveBlock(Matrix source, Matrix destination, int firstRow, int rows, int firstColumn, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            float* from = source.RowStart(firstColumn + column) + firstRow;
            float* to = destination.RowStart(firstRow) + firstColumn + column;
            for (int row = 0; row < rows; row++)
            {
                *to += from[row];
                to += destination.Stride;
            }

            new Span<float>(from, rows).Clear();
        }
    }
}
