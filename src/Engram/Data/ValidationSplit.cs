namespace Engram.Data;

/// <summary>
/// Training images in two parts: those that a network learns from, and those that tell meanwhile how well it does. Every class gives the same share of
/// its images, drawn from a random stream of its own, so that equal seeds give equal parts.
/// </summary>
/// <param name="Train">Images to learn from, in their order.</param>
/// <param name="Validation">Images to choose by, in their order; null where no share is taken.</param>
internal sealed record ValidationSplit(ImageDataset Train, ImageDataset? Validation)
{
    /// <summary>Takes a share of every class, rounded to whole images. Every class keeps an image to learn from.</summary>
    /// <param name="images">All training images.</param>
    /// <param name="share">The share, from 0 to below 1; 0 leaves the images as they are.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="EngramException">So small a share leaves no image of any class for validation.</exception>
    public static ValidationSplit Of(ImageDataset images, float share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        if (share == 0)
        {
            return new ValidationSplit(images, null);
        }

        bool[] isTaken = StratifiedDraw.Of(images, share, seed, RandomPurpose.Validation);
        if (!isTaken.Contains(true))
        {
            throw new EngramException(FormattableString.Invariant(
                $"validationSplit is {share}, but no class of {images.Name} has enough of its {images.Count} images to give one to validation; use a larger share, or 0."));
        }

        return new ValidationSplit(Part(images, images.Name, isTaken, false), Part(images, $"{images.Name} (validation)", isTaken, true));
    }

    private static ImageDataset Part(ImageDataset images, string name, bool[] isTaken, bool taken) =>
        images.Part(name, [.. Enumerable.Range(0, images.Count).Where(sample => isTaken[sample] == taken)]);
}
