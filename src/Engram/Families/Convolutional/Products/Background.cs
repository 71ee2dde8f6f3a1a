using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// What all images of a batch have in common and their rows are less of. It is convolved as one image more, because at the border, where zeros begin, its
/// share is another than in the middle.
/// </summary>
internal sealed unsafe class Background(KernelTable kernels, ConvolutionShape shape)
{
    /// <summary>The background, as the single row of a batch.</summary>
    public ActiveRows Rows { get; } = new(1, shape.Channels * shape.Height * shape.Width);

    /// <summary>Its drives, one row.</summary>
    public Matrix Drives { get; } = new(1, shape.OutputSize);

    /// <summary>Whether it has no share in anything.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Takes what rows are less; null for nothing.</summary>
    /// <returns>Whether there is something to convolve.</returns>
    public bool Take(Matrix? background)
    {
        IsEmpty = background is null || !background.Row(0).ContainsAnyExcept(0);
        if (IsEmpty)
        {
            return false;
        }

        background!.Row(0).CopyTo(Rows.Values.Row(0));
        kernels.CollectActive(Rows.Values.RowStart(0), Rows.Values.Stride, Rows.ActiveUnits(0));
        return true;
    }
}
