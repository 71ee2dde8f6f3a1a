using Engram.Data.Files;
using Engram.Storage;
using Engram.Storage.Mat;

namespace Engram.Data.Formats;

/// <summary>
/// Reads SVHN's cropped digits: MATLAB files with the bytes X [height, width, channels, count] and the labels y [count, 1],
/// which run from 1 to 10, where 10 stands for the digit 0.
/// </summary>
internal static class SvhnReader
{
    public const string Train = "train_32x32.mat";
    public const string Test = "test_32x32.mat";

    /// <summary>Reads both splits, one on another thread, since unpacking is nearly all the work.</summary>
    public static DatasetSplits Read(DatasetLocation location)
    {
        Task<ImageDataset> test = Task.Run(() => ReadSplit(location, "test", Test));
        ImageDataset train = ReadSplit(location, "train", Train);
        return new DatasetSplits(train, test.GetAwaiter().GetResult());
    }

    /// <summary>Reads a split from a seekable stream.</summary>
    internal static ImageDataset ReadSplit(Stream file, string path, DatasetDescription dataset, string split)
    {
        byte[]? pixels = null;
        int[]? labels = null;
        int inputSize = dataset.Shape.InputSize;
        MatFile.Read(file, path, array =>
        {
            if (array.Name == "X")
            {
                pixels = ReadPixels(array, path, dataset, labels?.Length);
            }
            else if (array.Name == "y")
            {
                labels = ReadLabels(array, path, dataset, pixels?.Length / inputSize);
            }
        });
        return pixels is not null && labels is not null
            ? new ImageDataset($"{dataset.Name} {split}", dataset.Shape, pixels, labels, dataset.ClassNames, dataset.Normalization)
            : throw new EngramException(
                $"{path} has no array {(pixels is null ? "X, which holds the images" : "y, which holds the labels")}; replace it by a good copy.");
    }

    /// <summary>Compares the two counts before memory is taken for the second.</summary>
    private static void RequireSame(long images, long labels, string path)
    {
        if (images != labels)
        {
            throw new EngramException($"{path} has {images} images, but {labels} labels; replace it by a good copy.");
        }
    }

    private static ImageDataset ReadSplit(DatasetLocation location, string split, string fileName)
    {
        string path = location.PathOf(fileName);
        return FileFailure.GuardReading(path, () =>
        {
            using FileStream file = PackedFile.OpenRead(path);
            return ReadSplit(file, path, location.Dataset, split);
        });
    }

    private static byte[] ReadPixels(MatArray array, string path, DatasetDescription dataset, long? labelCount)
    {
        ImageShape shape = dataset.Shape;
        long[] image = [shape.Height, shape.Width, shape.Channels];
        // MATLAB leaves the last dimension out where it is 1.
        if (array.Shape.Length is not (3 or 4) || !array.Shape.AsSpan(0, 3).SequenceEqual(image) || array.Count == 0)
        {
            throw new EngramException(
                $"{path} has an array X of shape {TensorShape.Describe(array.Shape)}, but the images of {dataset.Name} have {TensorShape.Describe(image)} and a fourth dimension that counts them; replace it by a good copy.");
        }

        long count = array.Count / shape.InputSize;
        RequireSame(count, labelCount ?? count, path);
        byte[] pixels = array.ReadBytes();
        MakeRowMajor(pixels, shape);
        return pixels;
    }

    /// <summary>
    /// Turns every channel of every image where it lies: MATLAB stores it column by column. There is one copy of the images,
    /// which for SVHN are 225 MB.
    /// </summary>
    private static void MakeRowMajor(Span<byte> pixels, ImageShape shape)
    {
        Span<byte> columns = new byte[shape.PixelCount];
        for (; pixels.Length > 0; pixels = pixels[shape.PixelCount..])
        {
            pixels[..shape.PixelCount].CopyTo(columns);
            for (int row = 0; row < shape.Height; row++)
            {
                for (int column = 0; column < shape.Width; column++)
                {
                    pixels[(row * shape.Width) + column] = columns[(column * shape.Height) + row];
                }
            }
        }
    }

    private static int[] ReadLabels(MatArray array, string path, DatasetDescription dataset, long? imageCount)
    {
        int classCount = dataset.ClassNames.Count;
        long most = Array.MaxLength / dataset.Shape.InputSize;
        if (array.Shape.Length != 2 || !array.Shape.Contains(1))
        {
            throw new EngramException(
                $"{path} has an array y of shape {TensorShape.Describe(array.Shape)}, but labels are one column; replace it by a good copy.");
        }

        if (array.Count > most)
        {
            throw new EngramException($"{path} has {array.Count} labels, but at most {most} images can be read; replace it by a good copy.");
        }

        RequireSame(imageCount ?? array.Count, array.Count, path);
        double[] values = array.ReadDoubles();
        int[] labels = new int[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            double value = values[index];
            if (!(value >= 1 && value <= classCount && value == Math.Floor(value)))
            {
                throw new EngramException(
                    $"{path} has label {value} at index {index}, but labels run from 1 to {classCount}, which stands for 0; replace it by a good copy.");
            }

            labels[index] = (int)value % classCount;
        }

        return labels;
    }
}
