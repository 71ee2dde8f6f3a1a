using Engram.Data.Formats;
using Engram.Tests.Storage;

namespace Engram.Tests.Data;

public sealed class SvhnReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Images_are_turned_and_label_10_is_0(bool isBigEndian, bool isPacked)
    {
        byte[] train = Pixels(3, seed: 1);
        byte[] test = Pixels(1, seed: 2);
        Save(SvhnReader.Train, new MatBytes(isBigEndian, isPacked).Images(3, 3, 32, 32, train).Labels(10, 1, 9));
        Save(SvhnReader.Test, new MatBytes(isBigEndian, isPacked).ByteLabels(5).Images(1, 3, 32, 32, test));

        DatasetSplits splits = DatasetCatalog.Load("svhn", _folder.Path);

        Assert.Equal(("svhn train", "svhn test"), (splits.Train.Name, splits.Test.Name));
        Assert.Equal([0, 1, 9], splits.Train.Labels.ToArray());
        Assert.Equal([5], splits.Test.Labels.ToArray());
        Assert.All(Enumerable.Range(0, 3), image => Assert.Equal(train[(image * 3072)..((image + 1) * 3072)], splits.Train.Pixels(image).ToArray()));
        Assert.Equal(test, splits.Test.Pixels(0).ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_in_memory_once(bool isPacked)
    {
        const int count = 2000;
        byte[] pixels = Pixels(count, 1);
        byte[] file = new MatBytes(isPacked: isPacked)
            .Images(count, 3, 32, 32, pixels).ByteLabels([.. Enumerable.Repeat((byte)1, count)]).ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();

        SvhnReader.ReadSplit(new MemoryStream(file), "some.mat", DatasetCatalog.Find("svhn"), "train");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, pixels.Length, 1.1 * pixels.Length);
    }

    [Fact]
    public void Other_variables_are_passed_over()
    {
        Save(
            SvhnReader.Train,
            new MatBytes().Array("note", MatBytes.CharClass, MatBytes.UInt8, [1, 2, 3], 1, 3)
                .Images(1, 3, 32, 32, Pixels(1, 1)).Array("z", MatBytes.UInt8Class, MatBytes.UInt8, [1, 2, 3, 4, 5, 6], 2, 3).Labels(2));
        Save(SvhnReader.Test, Good());

        Assert.Equal([2], DatasetCatalog.Load("svhn", _folder.Path).Train.Labels.ToArray());
    }

    [Fact]
    public void A_last_dimension_that_MATLAB_leaves_out_is_one_image()
    {
        Save(SvhnReader.Train, new MatBytes().Array("X", MatBytes.UInt8Class, MatBytes.UInt8, Pixels(1, 1), 32, 32, 3).Labels(2));
        Save(SvhnReader.Test, Good());

        Assert.Equal(1, DatasetCatalog.Load("svhn", _folder.Path).Train.Count);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_label_that_is_no_digit_is_named(double label) => Fails(
        new MatBytes().Images(2, 3, 32, 32, Pixels(2, 1)).Labels(1, label),
        $"has label {label} at index 1, but labels run from 1 to 10, which stands for 0; replace it by a good copy.");

    [Fact]
    public void Images_of_another_shape_are_named() => Fails(
        new MatBytes().Images(1, 3, 28, 32, new byte[28 * 32 * 3]).Labels(1),
        "has an array X of shape [28, 32, 3, 1], but the images of svhn have [32, 32, 3] and a fourth dimension that counts them; replace it by a good copy.");

    [Fact]
    public void Labels_of_another_shape_are_named() => Fails(
        new MatBytes().Images(1, 3, 32, 32, Pixels(1, 1)).Array("y", MatBytes.DoubleClass, MatBytes.UInt8, [1, 2, 3, 4], 2, 2),
        "has an array y of shape [2, 2], but labels are one column; replace it by a good copy.");

    [Fact]
    public void Different_counts_are_named() => Fails(
        new MatBytes().Images(1, 3, 32, 32, Pixels(1, 1)).Labels(1, 2), "has 1 images, but 2 labels; replace it by a good copy.");

    [Fact]
    public void A_file_without_images_is_named() =>
        Fails(new MatBytes().Labels(1), "has no array X, which holds the images; replace it by a good copy.");

    [Fact]
    public void A_file_without_labels_is_named() =>
        Fails(new MatBytes().Images(1, 3, 32, 32, Pixels(1, 1)), "has no array y, which holds the labels; replace it by a good copy.");

    [Fact]
    public void Images_that_are_no_bytes_are_named() => Fails(
        new MatBytes().Array("X", MatBytes.DoubleClass, MatBytes.Double, new byte[3072 * 8], 32, 32, 3, 1).Labels(1),
        "cannot be used as a MATLAB file: array X has values of type double where uint8 is expected; replace it by a good copy.");

    [Fact]
    public void A_missing_file_is_a_near_miss()
    {
        Save(SvhnReader.Train, Good());

        Assert.Contains(
            $"({_folder.Path} lacks test_32x32.mat)",
            Assert.Throws<EngramException>(() => DatasetCatalog.Load("svhn", _folder.Path)).Message,
            StringComparison.Ordinal);
    }

    private static MatBytes Good() => new MatBytes(isPacked: true).Images(1, 3, 32, 32, Pixels(1, 3)).Labels(3);

    private static byte[] Pixels(int count, int seed)
    {
        byte[] pixels = new byte[count * 3072];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }

    private void Save(string name, MatBytes content) => File.WriteAllBytes(_folder[name], content.ToArray());

    private void Fails(MatBytes train, string message)
    {
        Save(SvhnReader.Train, train);
        Save(SvhnReader.Test, Good());
        Assert.Equal(
            $"{_folder[SvhnReader.Train]} {message}",
            Assert.Throws<EngramException>(() => DatasetCatalog.Load("svhn", _folder.Path)).Message);
    }
}
