using Engram.Models;

namespace Engram.Analysis.Labels;

/// <summary>
/// Labels without an image, as a data set: one image of zeros per label. Shown with its label, such an input holds the
/// label and nothing else, so x̂ is the label's own unit vector.
/// </summary>
internal static class LabelsAlone
{
    public static ImageDataset Of(InputFormat input)
    {
        float[] zeros = new float[input.Shape.Channels];
        float[] ones = [.. zeros.Select(_ => 1f)];
        int[] labels = [.. Enumerable.Range(0, input.ClassCount)];
        byte[] pixels = new byte[input.ClassCount * input.Shape.InputSize];
        string[] names = [.. labels.Select(label => $"label {label}")];
        return new ImageDataset("labels alone", input.Shape, pixels, labels, names, new PixelNormalization(zeros, ones));
    }
}
