using Engram.Data.Files;

namespace Engram.Data.Formats;

/// <summary>Reads the data sets that come as four IDX files with MNIST's names.</summary>
internal static class IdxDatasetReader
{
    public const string TrainImages = "train-images-idx3-ubyte";
    public const string TrainLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte";
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    /// <summary>Reads both splits, one on another thread, since unpacking is all the work.</summary>
    public static DatasetSplits Read(DatasetLocation location)
    {
        Task<ImageDataset> test = Task.Run(() => ReadSplit(location, "test", TestImages, TestLabels));
        ImageDataset train = ReadSplit(location, "train", TrainImages, TrainLabels);
        return new DatasetSplits(train, test.GetAwaiter().GetResult());
    }

    private static ImageDataset ReadSplit(DatasetLocation location, string split, string imageFile, string labelFile)
    {
        DatasetDescription dataset = location.Dataset;
        string imagePath = location.PathOf(imageFile);
        string labelPath = location.PathOf(labelFile);
        RequireWanted(location, imagePath, labelPath);
        int[] labels = IdxFile.ReadLabels(labelPath, dataset.ClassNames.Count);
        IdxImages images = IdxFile.ReadImages(imagePath);
        return new ImageDataset(
            $"{dataset.Name} {split}", images.Shape, images.Pixels, labels, dataset.ClassNames, dataset.Normalization);
    }

    /// <summary>Compares what the headers announce with what is wanted, before memory is taken for it.</summary>
    private static void RequireWanted(DatasetLocation location, string imagePath, string labelPath)
    {
        DatasetDescription dataset = location.Dataset;
        (int imageCount, ImageShape shape) = IdxFile.ReadImageHeader(imagePath);
        int labelCount = IdxFile.ReadLabelCount(labelPath);
        if (imageCount != labelCount)
        {
            throw new EngramException(
                $"{imagePath} has {imageCount} images, but {labelPath} has {labelCount} labels; take both from the same split of {dataset.Name}.");
        }

        if (shape != dataset.Shape)
        {
            throw new EngramException(
                $"{imagePath} has images of {shape.Height}x{shape.Width} pixels, but those of {dataset.Name} have {dataset.Shape.Height}x{dataset.Shape.Width}; replace it by a good copy.");
        }
    }
}
