using Engram.Data;
using Engram.Kernels;
using Engram.Networks;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Networks;

/// <summary>An image that has been loaded before is loaded by its lit pixels alone; it must not be seen from the result.</summary>
public class ImageRowsTests
{
    private const int ImageCount = 12;

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void An_image_has_the_same_bits_whenever_it_is_loaded(int channels, bool background)
    {
        ImageDataset data = SyntheticImages.Create(ImageCount, channels: channels, background: background);
        Assert.Equal(background, data.HasBackground);
        using WorkerPool workers = new(2);
        ImageRows first = new(KernelTable.Current, workers, LabelOverlay.For(data), ImageCount, imagesComeAgain: true);
        ImageRows again = new(KernelTable.Current, workers, LabelOverlay.For(data), ImageCount, imagesComeAgain: true);
        int[] samples = [.. Enumerable.Range(0, ImageCount)];
        first.Load(data, samples);
        // In another order before, so that every row holds another image's values.
        again.Load(data, [.. samples.Reverse()]);
        again.Load(data, samples);
        Bits.RequireEqual(SparseRows.PaddedValues(first.Values.Values), SparseRows.PaddedValues(again.Values.Values), "inputs");
        Bits.RequireEqual(first.SquaredNorms, again.SquaredNorms, "squared norms");
        for (int image = 0; image < ImageCount; image++)
        {
            Assert.Equal(Active(first.Values, image), Active(again.Values, image));
            Assert.NotEqual(0, first.Values.ActiveCount(image));
        }
    }

    [Fact]
    public void What_is_known_of_one_data_set_is_not_taken_for_another()
    {
        ImageDataset data = SyntheticImages.Create(ImageCount);
        ImageDataset other = SyntheticImages.Create(ImageCount, seed: 2);
        using WorkerPool workers = new(1);
        ImageRows rows = new(KernelTable.Current, workers, LabelOverlay.For(data), ImageCount, imagesComeAgain: true);
        ImageRows expected = new(KernelTable.Current, workers, LabelOverlay.For(data), ImageCount, imagesComeAgain: true);
        rows.Load(data, [3]);
        rows.Load(other, [3]);
        expected.Load(other, [3]);
        Assert.Equal(expected.SquaredNorms[0], rows.SquaredNorms[0]);
        Assert.True(expected.Values.Values.Row(0).SequenceEqual(rows.Values.Values.Row(0)));
    }

    // A predictor writes one image after the other into the same place.
    [Fact]
    public void An_image_that_changes_is_read_anew_where_images_do_not_come_again()
    {
        ImageDataset data = SyntheticImages.Create(ImageCount);
        byte[] pixels = data.Pixels(0).ToArray();
        ImageDataset changing = new("changing", data.Shape, pixels, [0], data.ClassNames, data.Normalization);
        using WorkerPool workers = new(1);
        ImageRows rows = new(KernelTable.Current, workers, LabelOverlay.For(data), 1, imagesComeAgain: false);
        rows.Load(changing, [0]);
        float before = rows.SquaredNorms[0];
        data.Pixels(1).CopyTo(pixels);
        rows.Load(changing, [0]);
        ImageRows expected = new(KernelTable.Current, workers, LabelOverlay.For(data), 1, imagesComeAgain: false);
        expected.Load(data, [1]);
        Assert.Equal(expected.SquaredNorms[0], rows.SquaredNorms[0]);
        Assert.NotEqual(before, rows.SquaredNorms[0]);
    }

    private static unsafe ulong[] Active(ActiveRows rows, int row) => new ReadOnlySpan<ulong>(rows.ActiveUnits(row), rows.Words).ToArray();
}
