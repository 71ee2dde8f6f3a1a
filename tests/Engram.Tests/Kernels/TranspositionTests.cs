using Engram.Tensors;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Kernels;

public class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(50, 1)]
    [InlineData(16, 16)]
    [InlineData(17, 31)]
    [InlineData(48, 32)]
    [InlineData(100, 37)]
    public void The_source_is_moved_to_its_transpose(int rows, int columns)
    {
        Random random = new(31);
        PanelMatrix source = Panels.Create(random, rows, columns);
        PanelMatrix destination = Panels.Create(random, columns, rows);
        PanelMatrix before = Panels.Copy(source);

        Transposition.Move(source, rows, destination, columns);

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal(before[row, column], destination[column, row]);
            }
        }

        Assert.All(Panels.PaddedValues(source), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_is_not_to_be_moved_stays()
    {
        PanelMatrix source = Panels.Create(new Random(32), 20, 17);
        PanelMatrix destination = Panels.Create(new Random(33), 17, 20);
        float[] lastRow = source.Row(19);
        PanelMatrix before = Panels.Copy(destination);

        Transposition.Move(source, 19, destination, 12);

        Assert.Equal(lastRow, source.Row(19));
        Assert.All(Enumerable.Range(12, 5), row => Assert.Equal(before.Row(row), destination.Row(row)));
        Assert.All(Enumerable.Range(0, 12), row => Assert.Equal(before[row, 19], destination[row, 19]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 20)]
    [InlineData(20, 7)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(24, 29)]
    public unsafe void A_block_within_rows_is_copied_to_its_transpose(int rows, int columns)
    {
        const int gap = 3;
        float[] source = new Random(34).SignedArray(rows * (columns + gap));
        float[] destination = new float[columns * (rows + gap)];
        float[] expected = new float[destination.Length];
        for (int place = 0; place < rows * columns; place++)
        {
            (int row, int column) = Math.DivRem(place, columns);
            expected[(column * (rows + gap)) + row] = source[(row * (columns + gap)) + column];
        }

        fixed (float* from = source, to = destination)
        {
            Transposition.CopyBlock(from, columns + gap, rows, to, rows + gap, columns);
        }

        Assert.Equal(expected, destination);
    }
}
