namespace Engram.Tensors;

/// <summary>Some rows and columns of a matrix, side by side in a smaller one.</summary>
internal static unsafe class MatrixPart
{
    /// <summary>Copies columns of the first row into the part, or back.</summary>
    /// <param name="whole">The matrix.</param>
    /// <param name="part">Its part.</param>
    /// <param name="columns">The matrix's column at each place of the part.</param>
    /// <param name="back">Whether the part is copied into the matrix.</param>
    public static void Move(Matrix whole, Matrix part, int[] columns, bool back)
    {
        for (int place = 0; place < columns.Length; place++)
        {
            Move(ref whole.Start[columns[place]], ref part.Start[place], back);
        }
    }

    /// <summary>Copies rows and columns into the part, or back.</summary>
    /// <param name="whole">The matrix.</param>
    /// <param name="part">Its part.</param>
    /// <param name="rows">The matrix's row at each place of the part, ascending.</param>
    /// <param name="columns">The matrix's column at each place of the part, ascending.</param>
    /// <param name="back">Whether the part is copied into the matrix.</param>
    public static void Move(PanelMatrix whole, PanelMatrix part, int[] rows, int[] columns, bool back)
    {
        // Row by row: each lane then goes through its column's panel as a stream, and the part's panel is one.
        float** lanes = stackalloc float*[Matrix.ColumnMultiple];
        for (int panel = 0; panel < part.PanelCount; panel++)
        {
            int first = panel * Matrix.ColumnMultiple;
            int count = Math.Min(Matrix.ColumnMultiple, columns.Length - first);
            for (int lane = 0; lane < count; lane++)
            {
                int column = columns[first + lane];
                lanes[lane] = whole.PanelRow(column / Matrix.ColumnMultiple, 0) + (column % Matrix.ColumnMultiple);
            }

            for (int place = 0; place < rows.Length; place++)
            {
                float* row = part.PanelRow(panel, place);
                nint offset = (nint)rows[place] * Matrix.ColumnMultiple;
                for (int lane = 0; lane < count; lane++)
                {
                    Move(ref lanes[lane][offset], ref row[lane], back);
                }
            }
        }
    }

    private static void Move(ref float whole, ref float part, bool back)
    {
        if (back)
        {
            whole = part;
        }
        else
        {
            part = whole;
        }
    }
}
