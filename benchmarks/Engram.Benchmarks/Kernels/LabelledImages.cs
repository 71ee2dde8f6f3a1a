using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Benchmarks.Kernels;

/// <summary>The first layer on a batch of MNIST images: pixels less background, one product for all labels, labels added.</summary>
internal static class LabelledImages
{
    private const int Units = 784;

    private static readonly Lazy<ImageDataset> Train = new(() => DatasetCatalog.Load(DatasetCatalog.All[0].Name).Train);

    /// <summary>The product of the batch's images with the weights.</summary>
    public static KernelWork Product(int images, WorkerPool workers)
    {
        (OverlaidFirstLayer layer, ImageProducts products) = Prepare(images, workers);
        double multiplyAdds = (double)layer.Pixels.ActiveSum(images) * Units;
        return new KernelWork(() => layer.Multiply(products, []), multiplyAdds, new ProductShape(images, Train.Value.Shape.InputSize, Units).Bytes);
    }

    /// <summary>From bytes to pixels less background, with their bits.</summary>
    public static KernelWork Load(int images, WorkerPool workers)
    {
        (OverlaidFirstLayer layer, _) = Prepare(images, workers);
        int[] samples = Samples(images);
        double inputs = (double)images * Train.Value.Shape.InputSize;
        return new KernelWork(() => layer.Load(Train.Value, samples), 0, inputs * (1 + sizeof(float)));
    }

    /// <summary>What labels and background add, brought up to date with the weights once per step.</summary>
    public static KernelWork UpdateLabels(int images, WorkerPool workers)
    {
        (OverlaidFirstLayer layer, _) = Prepare(images, workers);
        double weights = (double)Train.Value.Shape.InputSize * Units;
        return new KernelWork(layer.UpdateLabels, weights, weights * sizeof(float));
    }

    /// <summary>A positive and a negative row of every image from its product.</summary>
    public static KernelWork Activate(int images, WorkerPool workers)
    {
        (OverlaidFirstLayer layer, ImageProducts products) = Prepare(images, workers);
        layer.Multiply(products, []);
        ActiveRows destination = new(2 * images, Units);
        ReluActivation relu = new();
        return new KernelWork(
            () => HiddenLayer.ForEachRow(workers, 2 * images, row => layer.Activate(products, row % images, row % 10, relu, destination, row)),
            2.0 * images * Units,
            4.0 * images * Units * sizeof(float));
    }

    private static (OverlaidFirstLayer Layer, ImageProducts Products) Prepare(int images, WorkerPool workers)
    {
        ImageDataset train = Train.Value;
        DenseLayer layer = new(train.Shape.InputSize, Units);
        layer.Initialize(RandomStream.For(1, RandomPurpose.InitialWeights, 0));
        OverlaidFirstLayer first = new(KernelTable.Current, workers, LabelOverlay.For(train), layer, images);
        first.Load(train, Samples(images));
        first.UpdateLabels();
        return (first, new ImageProducts(images, Units));
    }

    private static int[] Samples(int images) => [.. Enumerable.Range(0, images)];
}
