namespace Engram.Benchmarks.Convolutions;

/// <summary>What a convolution took.</summary>
/// <param name="Channels">Channels of the maps below.</param>
/// <param name="Height">Rows of these.</param>
/// <param name="Width">Columns of these.</param>
/// <param name="Filters">Filters.</param>
/// <param name="KernelSize">Rows and columns of a filter.</param>
/// <param name="Images">Images of a batch.</param>
/// <param name="InputActive">Share of numbers of the maps below that are not zero.</param>
/// <param name="GradientActive">Share of ∂L/∂z that is not zero.</param>
/// <param name="ForwardSeconds">Least time of the way up.</param>
/// <param name="GradientSeconds">Least time of the gradient of the filters.</param>
/// <param name="ForwardGigaflops">Two per multiply-add of the dense product, in 10⁹ per second.</param>
/// <param name="GradientGigaflops">The same of the gradient.</param>
/// <param name="ForwardPeakShare">That over the machine's peak, which was measured in turn; above 1 where what is left out would have taken longer.</param>
/// <param name="GradientPeakShare">The same of the gradient.</param>
public sealed record ConvolutionRow(
    int Channels,
    int Height,
    int Width,
    int Filters,
    int KernelSize,
    int Images,
    double InputActive,
    double GradientActive,
    double ForwardSeconds,
    double GradientSeconds,
    double ForwardGigaflops,
    double GradientGigaflops,
    double ForwardPeakShare,
    double GradientPeakShare)
{
    public static ConvolutionRow From(ConvolutionCase of, double forward, double gradient, double peak) => new(
        of.Channels,
        of.Height,
        of.Width,
        of.Filters,
        of.KernelSize,
        of.Images,
        of.InputActive,
        of.GradientActive,
        forward,
        gradient,
        2e-9 * of.MultiplyAdds / forward,
        2e-9 * of.MultiplyAdds / gradient,
        of.MultiplyAdds / forward / peak,
        of.MultiplyAdds / gradient / peak);
}
