namespace Engram.Analysis.Representations;

/// <summary>The image that stands for a class in pictures.</summary>
internal static class ClassExample
{
    /// <summary>The first that is classified rightly, or else the first; null where the class has no image.</summary>
    public static int? Of(ImageDataset data, ClassSamples correct, int label)
    {
        if (correct.Of(label) is [var right, ..])
        {
            return right;
        }

        int first = data.Labels.IndexOf(label);
        return first < 0 ? null : first;
    }
}
