using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// What all images of a batch have in common and their rows are less of. It is convolved as one image more, because at the border, where zeros begin, its
/// share is another than in the middle.
/// </summary>
internal sealed class Background(ConvolutionShape shape)
{
    private Matrix? _values;

    /// <summary>The background, as the single row of a batch.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Matrix Values => _values ?? throw new InvalidOperationException("There is no background.");

    /// <summary>Its drives, one row.</summary>
    public Matrix Drives { get; } = new(1, shape.OutputSize);

    /// <summary>Whether it has no share in anything.</summary>
    public bool IsEmpty => _values is null;

    /// <summary>Takes what rows are less; null for nothing.</summary>
    public void Take(Matrix? background) => _values = background is not null && background.Row(0).ContainsAnyExcept(0) ? background : null;
}
