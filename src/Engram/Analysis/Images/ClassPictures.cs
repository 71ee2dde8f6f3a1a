namespace Engram.Analysis.Images;

/// <summary>
/// Images that show what a network makes of its classes: one of each that it knows and one that it takes for another, and those that drive the units
/// most that answer to a class. No more classes than <see cref="MostClasses"/>, from the first on.
/// </summary>
/// <param name="Image">The shape of the images.</param>
/// <param name="Samples">Indices of all images that are shown, ascending; the other numbers are places among these, or <see cref="None"/>.</param>
/// <param name="Pixels">Their pixels, [images, channels, height, width].</param>
/// <param name="Labels">Their true labels.</param>
/// <param name="Predictions">Their predicted labels, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="Right">The first image of each class that is classified rightly.</param>
/// <param name="Wrong">The first of each class that is not.</param>
/// <param name="Weights">Weights of the first layer's shown units as pictures, [classes, channels, height, width], zeros where there is none; null where layers are not fully connected, or see frames of the image.</param>
/// <param name="Layers">The units of each layer; none where layers are not fully connected.</param>
internal sealed record ClassPictures(
    ImageShape Image, int[] Samples, byte[] Pixels, int[] Labels, int[] Predictions, int[] Right, int[] Wrong, float[]? Weights, IReadOnlyList<UnitPictures> Layers)
{
    /// <summary>Stands for no image and no unit.</summary>
    public const int None = -1;

    /// <summary>Classes that are shown at most.</summary>
    public const int MostClasses = 10;
}

/// <summary>The units of a layer that answer to classes, and the images that drive them most.</summary>
/// <param name="Units">For each class the unit whose mean activation for it lies furthest above that for the other classes, each unit once.</param>
/// <param name="Images">Places of the images that drive it most, largest activation first, [classes, <see cref="TopImages.PerUnit"/>].</param>
internal sealed record UnitPictures(int[] Units, int[] Images);
