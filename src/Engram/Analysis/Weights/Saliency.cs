namespace Engram.Analysis.Weights;

/// <summary>
/// What inputs matter: the gradient, with respect to the input, of the goodness or class score of the true label, summed over layers; for a
/// classifier, of the true class's logit.
/// </summary>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="ClassMeans">Mean magnitude of the gradient over the correctly classified images of a class, [class][input]; of the first of them where layers are convolutional. Zeros where there are none.</param>
/// <param name="LabelShare">
/// Share of the summed magnitude that falls on the inputs that carry the label, over all classes; null for a network
/// without labels in its input.
/// </param>
public sealed record Saliency(
    int Channels,
    int Height,
    int Width,
    IReadOnlyList<IReadOnlyList<float>> ClassMeans,
    double? LabelShare)
{
    /// <summary>Of a network whose scores have no gradient.</summary>
    internal static Saliency None(ImageShape shape) => new(shape.Channels, shape.Height, shape.Width, [], null);
}
