using Engram.Tensors;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Kernels;

public unsafe class PanelMatrixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 16)]
    [InlineData(7, 33)]
    [InlineData(0, 20)]
    public void Every_element_has_a_place_of_its_own_on_its_panel(int rows, int columns)
    {
        PanelMatrix matrix = new(rows, columns);
        Assert.Equal(0, (nint)matrix.PanelRow(0, 0) % 64);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < matrix.PaddedColumns; column++)
            {
                matrix[row, column] = (row * 100) + column;
            }
        }

        for (int row = 0; row < rows; row++)
        {
            PanelRows rowOfPanels = matrix.From(0).From(row);
            for (int column = 0; column < matrix.PaddedColumns; column++)
            {
                Assert.Equal((row * 100) + column, matrix.PanelRow(column / 16, row)[column % 16]);
                Assert.Equal((row * 100) + column, *rowOfPanels.At(column));
            }
        }
    }

    [Fact]
    public void Spare_rows_belong_to_no_other_panel()
    {
        PanelMatrix matrix = new(3, 40);
        for (int panel = 0; panel < matrix.PanelCount; panel++)
        {
            new Span<float>(matrix.PanelRow(panel, matrix.SpareRow), 16).Fill(9);
        }

        Assert.All(Panels.PaddedValues(matrix), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Rows_are_set_and_copied_without_padding()
    {
        PanelMatrix matrix = new(2, 19);
        float[] row = [.. Enumerable.Range(1, 19).Select(value => (float)value)];
        matrix.SetRow(1, row);
        Assert.Equal(row, matrix.Row(1));
        Assert.Equal([.. row, .. new float[13]], Panels.PaddedRow(matrix, 1));
        Assert.Equal(new float[19], matrix.Row(0));
    }

    [Fact]
    public void What_is_outside_is_refused()
    {
        PanelMatrix matrix = new(2, 19);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, 32]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.SetRow(0, new float[18]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(-1));
        EngramException failure = Assert.Throws<EngramException>(() => new PanelMatrix(int.MaxValue, 65_536));
        Assert.Contains("2147483647 x 65536", failure.Message, StringComparison.Ordinal);
    }
}
