using CsCheck;
using Engram.Tensors;

namespace Engram.Tests.Kernels;

public unsafe class MatrixTests
{
    [Fact]
    public void Rows_start_at_cache_lines_and_are_padded_with_zeros() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[1, 100]).Sample((rows, columns) =>
        {
            Matrix matrix = new(rows, columns);
            Assert.Equal((rows, columns, rows), (matrix.Rows, matrix.Columns, matrix.SpareRow));
            Assert.Equal(0, matrix.Stride % Matrix.ColumnMultiple);
            Assert.InRange(matrix.Stride, columns, columns + Matrix.ColumnMultiple - 1);
            for (int row = 0; row <= matrix.SpareRow; row++)
            {
                Assert.Equal(0, (nint)matrix.RowStart(row) % 64);
                Assert.True(matrix.RowStart(row) == matrix.Start + ((nint)row * matrix.Stride));
                Assert.Equal(columns, matrix.Row(row).Length);
                Assert.Equal(new float[matrix.Stride], matrix.PaddedRow(row).ToArray());
            }
        });

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(784, 784)]
    public void Columns_are_padded_to_a_multiple_of_16(int columns, int padded) => Assert.Equal(padded, Matrix.Padded(columns));

    [Fact]
    public void The_spare_row_can_be_written_without_touching_others()
    {
        Matrix matrix = new(2, 16);
        matrix.PaddedRow(matrix.SpareRow).Fill(1);
        Assert.Equal(new float[32], new Span<float>(matrix.Start, 32).ToArray());
    }

    [Fact]
    public void A_clone_shares_nothing()
    {
        Matrix matrix = new(2, 3);
        matrix.Row(1)[2] = 5;
        Matrix copy = matrix.Clone();
        matrix.Clear();

        Assert.Equal(0, matrix.Row(1)[2]);
        Assert.Equal([0, 0, 5], copy.Row(1).ToArray());
    }

    [Fact]
    public void Impossible_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(1, 0));
        EngramException failure = Assert.Throws<EngramException>(() => new Matrix(int.MaxValue, 65_536));
        Assert.Equal(
            $"A matrix of 2147483647 x 65536 needs more than {Array.MaxLength} floats; use fewer samples per batch or narrower layers.",
            failure.Message);
    }
}
