using Engram.Data.Formats;

namespace Engram.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_read_packed_or_plain_whatever_the_name(bool packed)
    {
        byte[] content = IdxBytes.Images(3, 4, 5);

        IdxImages images = IdxFile.ReadImages(Save(packed ? IdxBytes.Gzip(content) : content));

        Assert.Equal(3, images.Count);
        Assert.Equal(new ImageShape(1, 4, 5), images.Shape);
        Assert.Equal(IdxBytes.Pixels(60), images.Pixels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_are_read_packed_or_plain_whatever_the_name(bool packed)
    {
        byte[] content = IdxBytes.Labels(9, 0, 3);

        Assert.Equal([9, 0, 3], IdxFile.ReadLabels(Save(packed ? IdxBytes.Gzip(content) : content), 10));
    }

    [Fact]
    public void All_256_labels_may_be_used() =>
        Assert.Equal([0, 255], IdxFile.ReadLabels(Save(IdxBytes.Labels(0, 255)), 256));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_of_32_bits_are_read_for_more_classes_than_a_byte_tells_apart(bool packed)
    {
        byte[] content = IdxBytes.WideLabels(999, 0, 300);

        Assert.Equal([999, 0, 300], IdxFile.ReadLabels(Save(packed ? IdxBytes.Gzip(content) : content), 1000));
    }

    [Fact]
    public void Content_that_packs_beyond_expectation_is_read_in_whole()
    {
        byte[] content = [.. IdxBytes.Header(0x803, 5000, 28, 28), .. new byte[5000 * 28 * 28]];

        IdxImages images = IdxFile.ReadImages(Save(IdxBytes.Gzip(content)));

        Assert.Equal(new byte[5000 * 28 * 28], images.Pixels);
    }

    public static TheoryData<byte[], string> DamagedImages => new()
    {
        { [], "{0} ends within its header; replace it by a good copy." },
        { [0, 0, 8], "{0} ends within its header; replace it by a good copy." },
        { IdxBytes.Images(2, 3, 3)[..15], "{0} ends within its header; replace it by a good copy." },
        { IdxBytes.Images(2, 3, 3)[..^1], "{0} announces 2 images of 3x3 pixels but is cut short after 17 of 18 bytes; replace it by a good copy." },
        { [.. IdxBytes.Images(2, 3, 3), 0], "{0} announces 2 images of 3x3 pixels but has bytes after them; replace it by a good copy." },
        { IdxBytes.Gzip([.. IdxBytes.Images(2, 3, 3), 0]), "{0} announces 2 images of 3x3 pixels but has bytes after them; replace it by a good copy." },
        { IdxBytes.Labels(1, 2), "{0} holds labels where images are expected; check that image and label files are not swapped." },
        { IdxBytes.WideLabels(1, 2), "{0} holds labels where images are expected; check that image and label files are not swapped." },
        { IdxBytes.Header(0x0d03, 1, 1, 1), "{0} is not an IDX file of images: it starts with 0x00000d03 instead of 0x00000803; replace it by a good copy." },
        { "<!DOCTYPE html>"u8.ToArray(), "{0} is not an IDX file of images: it starts with 0x3c21444f instead of 0x00000803; replace it by a good copy." },
        { IdxBytes.Header(0x803, 0, 28, 28), "{0} announces 0 images of 28x28 pixels, which is not between 1 and 2147483591 bytes; replace it by a good copy." },
        { IdxBytes.Header(0x803, 1, 0, 28), "{0} announces 1 images of 0x28 pixels, which is not between 1 and 2147483591 bytes; replace it by a good copy." },
        { IdxBytes.Header(0x803, 4294967295, 28, 28), "{0} announces 4294967295 images of 28x28 pixels, which is not between 1 and 2147483591 bytes; replace it by a good copy." },
        { IdxBytes.Header(0x803, 4294967295, 4294967295, 4294967295), "{0} announces 4294967295 images of 4294967295x4294967295 pixels, which is not between 1 and 2147483591 bytes; replace it by a good copy." },
        { IdxBytes.Gzip(IdxBytes.Images(2, 3, 3))[..12], "{0} ends within its header; replace it by a good copy." },
        { IdxBytes.Gzip([0, 0, 8, 3])[..^12], "{0} ends within its header; replace it by a good copy." },
        { [0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "{0} is a damaged or incomplete gzip file; replace it by a good copy." },
    };

    [Theory]
    [MemberData(nameof(DamagedImages))]
    public void Damaged_images_are_named(byte[] content, string message)
    {
        string path = Save(content);

        Assert.Equal(string.Format(null, message, path), Assert.Throws<EngramException>(() => IdxFile.ReadImages(path)).Message);
    }

    public static TheoryData<byte[], string> DamagedLabels => new()
    {
        { IdxBytes.Labels(1, 2)[..^1], "{0} announces 2 labels but is cut short after 1 of 2 bytes; replace it by a good copy." },
        { [.. IdxBytes.Labels(1, 2), 3], "{0} announces 2 labels but has bytes after them; replace it by a good copy." },
        { IdxBytes.Images(1, 2, 2), "{0} holds images where labels are expected; check that image and label files are not swapped." },
        { IdxBytes.Header(0x801, 0), "{0} announces 0 labels, which is not between 1 and 2147483591; replace it by a good copy." },
        { IdxBytes.Header(0x801, 4294967295), "{0} announces 4294967295 labels, which is not between 1 and 2147483591; replace it by a good copy." },
        { IdxBytes.WideLabels(1, 2)[..^1], "{0} announces 2 labels but is cut short after 7 of 8 bytes; replace it by a good copy." },
        { [.. IdxBytes.WideLabels(1, 2), 3], "{0} announces 2 labels but has bytes after them; replace it by a good copy." },
        { IdxBytes.Header(0xc01, 4294967295), "{0} announces 4294967295 labels, which is not between 1 and 536870897; replace it by a good copy." },
        { IdxBytes.WideLabels(0, 10), "{0} has label 10 at index 1, but labels run from 0 to 9; replace it by a good copy." },
        { IdxBytes.WideLabels(0, 4294967295), "{0} has label -1 at index 1, but labels run from 0 to 9; replace it by a good copy." },
        { IdxBytes.Labels(0, 10, 3), "{0} has label 10 at index 1, but labels run from 0 to 9; replace it by a good copy." },
    };

    [Theory]
    [MemberData(nameof(DamagedLabels))]
    public void Damaged_labels_are_named(byte[] content, string message)
    {
        string path = Save(content);

        Assert.Equal(string.Format(null, message, path), Assert.Throws<EngramException>(() => IdxFile.ReadLabels(path, 10)).Message);
    }

    [Fact]
    public void A_flipped_bit_in_packed_pixels_is_noticed_by_the_checksum()
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Images(2, 30, 30));
        packed[^5] ^= 1;
        string path = Save(packed);

        EngramException failure = Assert.Throws<EngramException>(() => IdxFile.ReadImages(path));

        Assert.Equal($"{path} is a damaged or incomplete gzip file; replace it by a good copy.", failure.Message);
    }

    [Fact]
    public void Every_cut_of_the_packed_content_is_noticed()
    {
        byte[] packed = IdxBytes.Gzip([.. IdxBytes.Header(0x803, 5, 20, 20), .. new Random(1).GetItems(IdxBytes.Pixels(256), 2000)]);
        string path = _folder["some.file"];

        // The last 8 bytes repeat length and checksum: without them the images are still whole.
        for (int length = 0; length < packed.Length - 9; length++)
        {
            File.WriteAllBytes(path, packed[..length]);
            Assert.Throws<EngramException>(() => IdxFile.ReadImages(path));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gigabytes_that_are_only_announced_cost_no_memory(bool packed)
    {
        byte[] content = [.. IdxBytes.Header(0x803, 2_000_000, 28, 28), .. new byte[1000]];
        string path = Save(packed ? IdxBytes.Gzip(content) : content);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<EngramException>(() => IdxFile.ReadImages(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    /// <summary>Deflate packs 1032 bytes into one at most, so this is known before a byte of it is unpacked.</summary>
    [Fact]
    public void More_than_a_file_can_hold_is_known_from_its_header()
    {
        byte[] packed = IdxBytes.Gzip([.. IdxBytes.Header(0x803, 2_000_000, 28, 28), .. new byte[1000]]);
        string path = Save(packed);

        Assert.Equal(
            $"{path} announces 2000000 images of 28x28 pixels, 1568000000 bytes, but a file of its size holds {packed.Length * 1032} at most; replace it by a good copy.",
            Assert.Throws<EngramException>(() => IdxFile.ReadImages(path)).Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string path = _folder["none"];

        Assert.Equal(
            $"{path} cannot be read because it does not exist; check the path.",
            Assert.Throws<EngramException>(() => IdxFile.ReadImages(path)).Message);
    }

    private string Save(byte[] content)
    {
        string path = _folder["some.file"];
        File.WriteAllBytes(path, content);
        return path;
    }
}
