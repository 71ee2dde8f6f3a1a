using Engram.Data.Images;
using Engram.Data.Own.Formats;
using Engram.Storage;
using SkiaSharp;

namespace Engram.Tests.Data.Own;

public sealed class ImageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_PNG_keeps_every_byte_of_its_channels(int channels)
    {
        byte[] pixels = IdxBytes.Pixels(channels * 6);
        RawImage image = Read("a.png", ImageBytes.Png(channels, 2, 3, pixels));
        Assert.Equal(new ImageShape(channels, 2, 3), image.Shape);
        for (int channel = 0; channel < channels; channel++)
        {
            Assert.Equal(Enumerable.Range(0, 6).Select(pixel => pixels[(pixel * channels) + channel]), image.Pixels.Skip(channel * 6).Take(6));
        }
    }

    [Fact]
    public void A_BMP_is_read_from_its_top()
    {
        byte[] pixels = IdxBytes.Pixels(3 * 5 * 3);
        RawImage image = Read("a.bmp", ImageBytes.Bitmap(5, 3, pixels));
        Assert.Equal(new ImageShape(3, 5, 3), image.Shape);
        Assert.Equal(pixels[..3], (byte[])[image.Pixels[0], image.Pixels[15], image.Pixels[30]]);
    }

    [Fact]
    public void A_JPEG_is_read_within_what_it_loses()
    {
        using SKBitmap bitmap = new(16, 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(200, 100, 50));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        RawImage image = Read("a.jpg", data.ToArray());
        Assert.Equal(new ImageShape(3, 8, 16), image.Shape);
        Assert.All(image.Pixels[..128], value => Assert.InRange(value, 197, 203));
        Assert.All(image.Pixels[256..], value => Assert.InRange(value, 47, 53));
    }

    [Fact]
    public void Color_becomes_brightness_only_where_it_is_asked_for()
    {
        var red = new RawImage(new ImageShape(4, 1, 1), [255, 0, 0, 9]);
        Assert.Same(red, ImageConversion.None.Apply(red));
        RawImage grey = new ImageConversion { Grayscale = true }.Apply(red);
        Assert.Equal(new ImageShape(1, 1, 1), grey.Shape);
        Assert.Equal([76], grey.Pixels);
    }

    [Fact]
    public void A_smaller_image_is_a_weighted_mean_of_all_pixels()
    {
        var image = new RawImage(new ImageShape(1, 2, 4), [0, 100, 200, 40, 0, 100, 200, 40]);
        RawImage half = new ImageConversion { Resize = (1, 2) }.Apply(image);

        // Pixels at a distance of 0.5 from the new center have the weight 0.75, those at 1.5 have 0.25.
        Assert.Equal([(byte)Math.Round(((0.75 * 0) + (0.75 * 100) + (0.25 * 200)) / 1.75), (byte)Math.Round(((0.25 * 100) + (0.75 * 200) + (0.75 * 40)) / 1.75)], half.Pixels);
    }

    [Fact]
    public void A_larger_image_goes_evenly_from_pixel_to_pixel()
    {
        var image = new RawImage(new ImageShape(1, 1, 2), [0, 100]);
        Assert.Equal([0, 25, 75, 100], new ImageConversion { Resize = (1, 4) }.Apply(image).Pixels);
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_its_paths()
    {
        Directory.CreateDirectory(_folder["sub"]);
        File.WriteAllBytes(_folder["sub/a.png"], ImageBytes.Grey(2, 7));
        File.WriteAllBytes(_folder["b.PNG"], ImageBytes.Grey(2, 9));
        File.WriteAllBytes(_folder["._b.png"], [1]);
        File.WriteAllText(_folder["notes.txt"], "no image");
        RawImages images = ImageFiles.Read(_folder.Path);
        Assert.Equal([_folder["b.PNG"], _folder["sub/a.png"]], images.Names);
        Assert.Equal([9, 9, 9, 9, 7, 7, 7, 7], images.Pixels);
    }

    [Fact]
    public void A_link_to_a_folder_is_followed_once_and_one_that_leads_back_is_refused()
    {
        OwnFiles.Write(_folder["a/1.png"], ImageBytes.Grey(2, 7));
        OwnFiles.Write(_folder["b/2.png"], ImageBytes.Grey(2, 7));
        Directory.CreateSymbolicLink(_folder["a/b"], _folder["b"]);
        Assert.Equal([_folder["a/1.png"], _folder["a/b/2.png"]], ImageFiles.Read(_folder["a"]).Names);
        Directory.CreateSymbolicLink(_folder["b/back"], _folder["a"]);
        Assert.Equal(
            $"{_folder["a/b/back"]} is a link that leads back to {_folder["a"]}, so that its images would count again and again; remove the link.",
            Assert.Throws<EngramException>(() => ImageFiles.Read(_folder["a"])).Message);
    }

    [Fact]
    public void The_order_of_paths_is_the_same_whatever_separates_their_parts()
    {
        string[] paths = ["a-b/0.png", "a/0.png", "aZ.png", "a_.png"];
        Assert.Equal(paths, paths.Reverse().OrderBy(path => ImageFiles.OrderKey(path.Replace('/', '\\'), '\\'), StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_cannot_be_read_has_its_sentence()
    {
        EngramException failure = Assert.Throws<EngramException>(() => new ClassFolders().Read(_folder["gone"], new OwnDataOptions()));
        Assert.Equal($"{_folder["gone"]} cannot be read because it does not exist; check the path.", failure.Message);
        Assert.Equal(
            $"{_folder.Path} cannot be read because the permission is missing; grant this user the right to read that folder.",
            FileFailure.Listing(_folder.Path, new UnauthorizedAccessException()).Message);
    }

    [Fact]
    public void A_link_that_leads_nowhere_has_its_sentence()
    {
        Directory.CreateSymbolicLink(_folder["round"], _folder["round"]);
        Assert.StartsWith($"{_folder["round"]} cannot be read: ", Assert.Throws<EngramException>(() => FolderWalk.Files(_folder["round"]).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lack_of_memory_is_known_as_such_whatever_thread_meets_it()
    {
        ImageStack stack = new(["a", "b", "c"], place => place == 0 ? new RawImage(new ImageShape(1, 1, 1), [1]) : throw new InsufficientMemoryException(), ImageConversion.None);
        Assert.ThrowsAny<OutOfMemoryException>(() => stack.Read());
    }

    [Theory]
    [InlineData(3, 1, 1, 16384, 16384)]
    [InlineData(1, 8192, 1, 1, 65536)]
    public void An_image_is_not_brought_to_a_size_that_has_too_many_values(int channels, int fromHeight, int fromWidth, int height, int width)
    {
        var image = new RawImage(new ImageShape(channels, fromHeight, fromWidth), new byte[channels * fromHeight * fromWidth]);
        Assert.Equal(
            $"An image of {image.Shape} values cannot be brought to {height}x{width} pixels, because that takes more than 268435456 values; add --resize with a smaller size.",
            Assert.Throws<EngramException>(() => new ImageConversion { Resize = (height, width) }.Apply(image)).Message);
    }

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "empty", [], "$ is empty where an image is expected; remove it or replace it by a good copy." },
        { "text", "no image"u8.ToArray(), "$ is not a PNG, JPEG or BMP image; convert it to one of these, or remove it." },
        { "cut PNG", ImageBytes.Grey(8, 1)[..50], "$ is a damaged image (it is cut short); replace it by a good copy, or remove it." },
        { "changed PNG", Changed(ImageBytes.Grey(8, 1), 45), "$ is a damaged image (a part does not have its checksum); replace it by a good copy, or remove it." },
        { "cut BMP", ImageBytes.Bitmap(2, 2, new byte[12])[..60], "$ is a damaged image (it is cut short); replace it by a good copy, or remove it." },
        { "cut JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 2, 1, 2], "$ is a damaged image (it is cut short); replace it by a good copy, or remove it." },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void What_is_no_whole_image_is_refused(string what, byte[] content, string sentence)
    {
        EngramException error = Assert.Throws<EngramException>(() => Read($"{what}.png", content));
        Assert.Equal(sentence, error.Message.Replace(_folder[$"{what}.png"], "$", StringComparison.Ordinal));
    }

    [Fact]
    public void Images_of_another_size_or_with_other_channels_are_refused_with_the_remedy()
    {
        File.WriteAllBytes(_folder["a.png"], ImageBytes.Grey(2, 7));
        File.WriteAllBytes(_folder["b.png"], ImageBytes.Grey(3, 7));
        Assert.Equal(
            "b.png is 3x3 pixels, but a.png is 2x2; add --resize 2x2 or another size.",
            Assert.Throws<EngramException>(() => ImageFiles.Read(_folder.Path)).Message.Replace(_folder.Path + "/", "", StringComparison.Ordinal));
        Assert.Equal(2, ImageFiles.Read(_folder.Path, new ImageConversion { Resize = (4, 4) }).Count);
        File.WriteAllBytes(_folder["b.png"], ImageBytes.Png(3, 2, 2, new byte[12]));
        Assert.Equal(
            "b.png has 3 channels, but a.png has 1 channel; add --grayscale, or convert one of them.",
            Assert.Throws<EngramException>(() => ImageFiles.Read(_folder.Path)).Message.Replace(_folder.Path + "/", "", StringComparison.Ordinal));
    }

    private static byte[] Changed(byte[] content, int place)
    {
        content[place]++;
        return content;
    }

    private RawImage Read(string name, byte[] content)
    {
        File.WriteAllBytes(_folder[name], content);
        return ImageFile.Read(_folder[name]);
    }
}
