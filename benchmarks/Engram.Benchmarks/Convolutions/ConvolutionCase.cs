using Engram.Families.Convolutional.Products;

namespace Engram.Benchmarks.Convolutions;

/// <summary>A convolution, and how much of its maps and gradients is not zero.</summary>
/// <param name="Channels">Channels of the maps below.</param>
/// <param name="Height">Rows of these.</param>
/// <param name="Width">Columns of these.</param>
/// <param name="Filters">Filters.</param>
/// <param name="KernelSize">Rows and columns of a filter; half of it is padding, so that maps keep their size.</param>
/// <param name="Images">Images of a batch.</param>
/// <param name="InputActive">Share of numbers of the maps below that are not zero.</param>
/// <param name="GradientActive">Share of ∂L/∂z that is not zero.</param>
public sealed record ConvolutionCase(
    int Channels, int Height, int Width, int Filters, int KernelSize, int Images, double InputActive, double GradientActive)
{
    private const int Batch = 128;

    // About what `bench maps` counts without batch normalization, in maps of the first layers and of those behind. With it gradients are dense, and most inputs active.
    private static readonly (double Input, double Gradient) Early = (.6, .14);
    private static readonly (double Input, double Gradient) Late = (.3, .07);

    /// <summary>All that are measured: each shape with dense numbers, then as sparse as those of a trained network.</summary>
    public static IReadOnlyList<ConvolutionCase> All { get; } =
    [
        .. Of(1, 28, 16, 3, Early), .. Of(1, 28, 32, 5, Early), .. Of(3, 32, 64, 3, (1, Early.Gradient)), .. Of(3, 32, 32, 7, (1, Early.Gradient)),
        .. Of(16, 28, 32, 3, Early), .. Of(16, 28, 16, 5, Early), .. Of(32, 14, 64, 3, Late), .. Of(32, 14, 64, 5, Late), .. Of(64, 16, 64, 3, Late),
        .. Of(32, 14, 32, 7, Late),
    ];

    /// <summary>Two that stand for all where there is little time.</summary>
    public static IReadOnlyList<ConvolutionCase> Usual { get; } =
        [Dense(32, 14, 64, 3), Dense(32, 14, 64, 3) with { InputActive = Late.Input, GradientActive = Late.Gradient }];

    /// <summary>Multiply-adds of one of the two products, were everything dense; padding is not counted.</summary>
    public double MultiplyAdds => Images * Shape.MultiplyAdds;

    internal ConvolutionShape Shape => new(Channels, Height, Width, Filters, KernelSize, Stride: 1, Padding: KernelSize / 2);

    public override string ToString() => $"{Height}x{Width}x{Channels}->{Filters}, {KernelSize}x{KernelSize}";

    private static ConvolutionCase[] Of(int channels, int size, int filters, int kernelSize, (double Input, double Gradient) active)
    {
        ConvolutionCase dense = Dense(channels, size, filters, kernelSize);
        return [dense, dense with { InputActive = active.Input, GradientActive = active.Gradient }];
    }

    private static ConvolutionCase Dense(int channels, int size, int filters, int kernelSize) => new(channels, size, size, filters, kernelSize, Batch, 1, 1);
}
