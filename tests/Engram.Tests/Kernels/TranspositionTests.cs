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
    public void The_transpose_is_added_and_the_source_cleared(int rows, int columns)
    {
        Random random = new(31);
        for (int threads = 1; threads <= 3; threads++)
        {
            using WorkerPool workers = new(threads);
            Matrix source = SparseRows.CreateDense(random, columns, rows);
            Matrix destination = SparseRows.CreateDense(random, rows, columns);
            Matrix oldSource = source.Clone();
            Matrix oldDestination = destination.Clone();

            Transposition.MoveInto(source, destination, workers);

            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    Assert.Equal(oldDestination.Row(row)[column] + oldSource.Row(column)[row], destination.Row(row)[column]);
                }
            }

            Assert.All(SparseRows.PaddedValues(source), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Padding_is_left_alone()
    {
        using WorkerPool workers = new(1);
        Matrix destination = new(20, 17);
        destination.PaddedRow(3)[17..].Fill(5);

        Transposition.MoveInto(SparseRows.CreateDense(new Random(32), 17, 20), destination, workers);

        Assert.All(destination.PaddedRow(3)[17..].ToArray(), value => Assert.Equal(5, value));
        Assert.All(destination.PaddedRow(19)[17..].ToArray(), value => Assert.Equal(0, value));
    }
}
