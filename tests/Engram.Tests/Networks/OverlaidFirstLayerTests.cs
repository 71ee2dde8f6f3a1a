using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Networks;

/// <summary>
/// One product per image serves every label. The reference makes each overlaid image, divides it by its length and
/// multiplies it out.
/// </summary>
public class OverlaidFirstLayerTests
{
    private const int ImageCount = 20;

    public static TheoryData<int, bool, int> Cases => new()
    {
        { 1, true, 4 },
        { 1, false, 4 },
        { 3, true, 10 },
        { 3, false, 10 },
        { 1, true, 36 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Drives_with_every_label_and_without_one_are_those_of_the_overlaid_image(int channels, bool background, int classCount)
    {
        ImageDataset data = SyntheticImages.Create(ImageCount, classCount, channels, background);
        Assert.Equal(background, data.HasBackground);
        DenseNetwork network = TestNetworks.Create(data, [50]);
        ReferenceNetwork reference = new(network);
        for (int threads = 1; threads <= 2; threads++)
        {
            using WorkerPool workers = new(threads);
            OverlaidFirstLayer layer = Load(workers, network, data, [.. Enumerable.Range(0, ImageCount)], out ImageProducts products);
            for (int image = 0; image < ImageCount; image++)
            {
                for (int label = OverlaidFirstLayer.NoLabel; label < classCount; label++)
                {
                    CheckDrives(layer, products, image, label, reference.Drives(0, reference.Input(data, image, label)), network.Layers[0]);
                }
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Images_can_be_loaded_in_any_order_and_again(bool background)
    {
        ImageDataset data = SyntheticImages.Create(ImageCount, background: background);
        DenseNetwork network = TestNetworks.Create(data, [33]);
        ReferenceNetwork reference = new(network);
        using WorkerPool workers = new(1);
        Load(workers, network, data, [1, 2, 3, 4, 5, 6, 7, 8], out _);
        int[] samples = [7, 3, 19, 3];
        OverlaidFirstLayer layer = Load(workers, network, data, samples, out ImageProducts products);
        for (int image = 0; image < samples.Length; image++)
        {
            CheckDrives(layer, products, image, 2, reference.Drives(0, reference.Input(data, samples[image], 2)), network.Layers[0]);
        }
    }

    [Fact]
    public void The_background_of_black_images_leaves_only_lit_pixels_to_walk()
    {
        ImageDataset data = SyntheticImages.Create(ImageCount);
        using WorkerPool workers = new(1);
        DenseNetwork network = TestNetworks.Create(data, [33]);
        OverlaidFirstLayer layer = Load(workers, network, data, [.. Enumerable.Range(0, ImageCount)], out _);
        for (int image = 0; image < ImageCount; image++)
        {
            Assert.Equal(data.Pixels(image)[data.ClassCount..].ToArray().Count(value => value != 0), layer.Pixels.ActiveCount(image));
        }
    }

    [Fact]
    public void Drives_follow_the_weights_once_labels_are_updated()
    {
        ImageDataset data = SyntheticImages.Create(ImageCount);
        DenseNetwork network = TestNetworks.Create(data, [33]);
        using WorkerPool workers = new(1);
        OverlaidFirstLayer layer = Load(workers, network, data, [0, 1], out ImageProducts products);
        network.Initialize(2);
        layer.UpdateLabels();
        layer.Multiply(products, []);
        ReferenceNetwork reference = new(network);
        CheckDrives(layer, products, 1, 3, reference.Drives(0, reference.Input(data, 1, 3)), network.Layers[0]);
    }

    [Fact]
    public void An_image_without_any_input_has_no_drive_instead_of_NaN()
    {
        PixelNormalization identity = new([0], [1]);
        ImageDataset data = new("dark", new ImageShape(1, 6, 6), new byte[72], [0, 1], ["0", "1"], identity);
        DenseNetwork network = TestNetworks.Create(data, [20]);
        using WorkerPool workers = new(1);
        OverlaidFirstLayer layer = Load(workers, network, data, [0], out ImageProducts products);
        Assert.Equal(new float[32], Drives(layer, products, 0, OverlaidFirstLayer.NoLabel));
    }

    [Fact]
    public void Kept_products_give_the_same_bits_as_fresh_ones()
    {
        ImageDataset data = SyntheticImages.Create(ImageCount);
        DenseNetwork network = TestNetworks.Create(data, [33]);
        using WorkerPool workers = new(1);
        OverlaidFirstLayer layer = Load(workers, network, data, [9, 8], out ImageProducts fresh);
        ImageProducts kept = new(10, 33);
        fresh.CopyTo(kept, 5, 2);
        Bits.RequireEqual(Drives(layer, fresh, 1, 2), Drives(layer, kept, 6, 2), "drives");
    }

    private static OverlaidFirstLayer Load(WorkerPool workers, DenseNetwork network, ImageDataset data, int[] samples, out ImageProducts products)
    {
        OverlaidFirstLayer layer = new(KernelTable.Current, workers, network.Overlay, network.Layers[0], samples.Length);
        products = new ImageProducts(samples.Length, network.Layers[0].OutputSize);
        layer.Load(data, samples);
        layer.UpdateLabels();
        layer.Multiply(products, []);
        Assert.Equal(samples.Length, layer.ImageCount);
        return layer;
    }

    private static void CheckDrives(OverlaidFirstLayer layer, ImageProducts products, int image, int label, double[] expected, DenseLayer parameters)
    {
        float[] drives = Drives(layer, products, image, label);
        double scale = expected.Max(Math.Abs);
        for (int unit = 0; unit < expected.Length; unit++)
        {
            Assert.Equal(expected[unit], drives[unit] + parameters.Biases[unit], 1e-5 * scale);
        }

        Assert.All(drives[expected.Length..], value => Assert.Equal(0, value));
    }

    private static float[] Drives(OverlaidFirstLayer layer, ImageProducts products, int image, int label)
    {
        ActiveRows drives = new(1, products.Products.Columns);
        layer.Activate(products, image, label, new DriveAlone(), drives, 0);
        return drives.Values.PaddedRow(0).ToArray();
    }

    /// <summary>Leaves a row's drive z − b as it is.</summary>
    private sealed unsafe class DriveAlone : ActivationFunction
    {
        public override string Name => "drive";

        internal override float Apply(KernelTable kernels, Matrix values, int row, float* bias, ulong* activeUnits) => 0;

        internal override float DriveOf(float activation) => activation;

        internal override void Backward(ReadOnlySpan<float> activations, Span<float> gradient, float scale)
        {
        }
    }
}
