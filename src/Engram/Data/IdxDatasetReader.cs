namespace Engram.Data;

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
        byte[] labels = IdxFile.ReadLabels(labelPath, dataset.ClassNames.Count);
        IdxImages images = IdxFile.ReadImages(imagePath);
        if (images.Count != labels.Length)
        {
            throw new EngramException(
                $"{imagePath} has {images.Count} images, but {labelPath} has {labels.Length} labels; take both from the same split of {dataset.Name}.");
        }

        if (images.Shape != dataset.Shape)
        {
            throw new EngramException(
                $"{imagePath} has images of {images.Shape.Height}x{images.Shape.Width} pixels, but those of {dataset.Name} have {dataset.Shape.Height}x{dataset.Shape.Width}; replace it by a good copy.");
        }

        return new ImageDataset(
            $"{dataset.Name} {split}", images.Shape, images.Pixels, labels, dataset.ClassNames, dataset.Normalization);
    }
}
