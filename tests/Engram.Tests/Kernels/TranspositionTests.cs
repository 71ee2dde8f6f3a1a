using Engram.Kernels;
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
    [InlineData(100, 37)]
    public void The_source_is_moved_to_its_transpose(int rows, int columns)
    {
        Random random = new(31);
        Matrix source = SparseRows.CreateDense(random, rows, columns);
        Matrix destination = SparseRows.CreateDense(random, columns, rows);
        Matrix before = source.Clone();

        Transposition.Move(source, rows, destination, columns);

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal(before.Row(row)[column], destination.Row(column)[row]);
            }
        }

        Assert.All(SparseRows.PaddedValues(source), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_is_not_to_be_moved_stays()
    {
        Matrix source = SparseRows.CreateDense(new Random(32), 20, 17);
        Matrix destination = SparseRows.CreateDense(new Random(33), 17, 20);
        float[] lastRow = source.Row(19).ToArray();
        Matrix before = destination.Clone();

        Transposition.Move(source, 19, destination, 12);

        Assert.Equal(lastRow, source.Row(19).ToArray());
        Assert.All(Enumerable.Range(12, 5), row => Assert.Equal(before.Row(row).ToArray(), destination.Row(row).ToArray()));
        Assert.All(Enumerable.Range(0, 12), row => Assert.Equal(before.Row(row)[19], destination.Row(row)[19]));
    }
}
