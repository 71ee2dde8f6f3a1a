using Engram.Data.Events;
using Engram.Data.Formats;
using Engram.Data.Images;
using Engram.Data.Own.Formats;
using Engram.Experiments.Runs;
using Engram.Storage;

namespace Engram.Experiments.Evaluations;

/// <summary>Images of one's own as a network takes them; labels that their files have are not looked at.</summary>
/// <param name="wanted">The shape that the network takes.</param>
/// <param name="conversion">What is done to each image.</param>
internal sealed class NetworkImages(ImageShape wanted, ImageConversion conversion)
{
    // IDX files are called so, as MNIST's.
    private const string IdxMark = "idx3";

    /// <summary>Reads images, all images of folders, IDX or .npy files of images, or what holds own data: its test part, or all where it has none.</summary>
    /// <exception cref="EngramException">There is no image, one cannot be read, or has another shape.</exception>
    public RawImages Read(IReadOnlyList<string> paths)
    {
        string[]?[] files = [.. paths.Select(FilesOf)];
        return Array.TrueForAll(files, images => images is not null)
            ? ReadFiles([.. files.SelectMany(images => images!)])
            : Join([.. paths.Zip(files, (path, images) => images is null ? ReadData(path) : ReadFiles(images))]);
    }

    /// <summary>The image files of a path; null where it holds images in another form.</summary>
    private static string[]? FilesOf(string path)
    {
        if (!Path.Exists(path))
        {
            throw new EngramException($"{path} does not exist; name an image, a folder of images, or a file or folder of own data.");
        }

        if (Directory.Exists(path))
        {
            return ImageFiles.FindAll(path) is { Length: > 0 } files ? files : null;
        }

        return ImageFile.IsNamedLikeAnother(path) ? throw new EngramException($"{path} is neither PNG, JPEG nor BMP; convert it to one of these.")
            : ImageFile.IsNamedLikeOne(path) ? [path]
            : null;
    }

    private RawImages Join(RawImages[] parts)
    {
        long length = parts.Sum(part => part.Pixels.LongLength);
        if (length > Array.MaxLength)
        {
            throw new EngramException($"{parts.Sum(part => (long)part.Count)} images of {wanted} values take more than the {Array.MaxLength} bytes that can be kept; name fewer at a time.");
        }

        byte[] pixels = GC.AllocateUninitializedArray<byte>((int)length);
        int place = 0;
        foreach (RawImages part in parts)
        {
            part.Pixels.CopyTo(pixels, place);
            place += part.Pixels.Length;
        }

        return new RawImages(wanted, pixels, [.. parts.SelectMany(part => part.Names)]);
    }

    private RawImages ReadFiles(string[] files) => new ImageStack(
        files,
        place =>
        {
            RawImage image = conversion.Apply(ImageFile.Read(files[place]));
            RequireFit(image.Shape, files[place]);
            return image;
        },
        ImageConversion.None).Read();

    private RawImages ReadData(string path)
    {
        RawImages images = ReadAny(path);
        RequireFit(images.Shape, path);
        return images;
    }

    private RawImages ReadAny(string path)
    {
        if (File.Exists(path) && Path.GetFileName(path).Contains(IdxMark, StringComparison.Ordinal))
        {
            IdxImages images = IdxFile.ReadImages(path);
            return Conversion.Of(images.Pixels, images.Shape, images.Count, path, conversion);
        }

        // A network that was trained on recordings says by its channels into how many steps they are divided.
        var options = new OwnDataOptions { Conversion = conversion, Shape = wanted, EventSteps = Math.Max(wanted.Channels / EventFrames.Polarities, 1) };
        if (File.Exists(path) && string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase))
        {
            return new NumpyImages(NpyFile.ReadWidened(path), path).ToImages(options).Images;
        }

        return FormatOf(path).ReadImages(path, options);
    }

    // Recordings need no folders of classes here. Those of N-MNIST are called as files of CIFAR are, whose images have no even number of channels.
    private DatasetFormat FormatOf(string path) =>
        EventFolders.HasRecordings(path) && wanted.Channels % EventFrames.Polarities == 0 && RunData.Formats.All(format => format is CifarBinary || !format.Recognizes(path))
            ? new EventFolders()
            : RunData.FormatOf(path);

    // Nothing is done to images that was not asked for.
    private void RequireFit(ImageShape shape, string name)
    {
        if (shape.Channels != wanted.Channels)
        {
            string remedy = wanted.Channels == 1 ? "add --grayscale, or convert it" : "convert it";
            throw new EngramException($"{name} has {shape.ChannelText}, but the network takes {wanted.ChannelText}; {remedy}.");
        }

        if (shape != wanted)
        {
            throw new EngramException($"{name} has {shape.Height}x{shape.Width} pixels, but the network takes {wanted.Height}x{wanted.Width}; add --resize, or bring it to that size.");
        }
    }
}
