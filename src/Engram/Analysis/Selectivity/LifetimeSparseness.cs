using Engram.Analysis.Representations;

namespace Engram.Analysis.Selectivity;

/// <summary>
/// How few stimuli a unit answers to (Vinje and Gallant 2000): (1 − (Σa/n)²/(Σa²/n))/(1 − 1/n) over n stimuli, from 0 (all alike) to 1 (a single one). Stimuli
/// are images, or classes with their mean activations: an answer to a tenth of the images is sparse over images, and over classes only where they are of one class.
/// </summary>
internal static class LifetimeSparseness
{
    /// <summary>Over images, for each unit; null for one that none activates, and of a single image.</summary>
    public static double?[] OverImages(SortedActivations activations) =>
        [.. Enumerable.Range(0, activations.UnitCount).Select(unit => Of(activations.Active(unit), activations.SampleCount))];

    /// <summary>Over the mean activations of the classes that have images; null where there are no two.</summary>
    public static double?[] OverClasses(LayerActivations layer)
    {
        int[] classes = [.. Enumerable.Range(0, layer.ClassCount).Where(label => layer.SamplesOf(label).Length > 0)];
        return [.. Enumerable.Range(0, layer.UnitCount).Select(unit => Of(classes.Select(label => layer.ClassMeans[label][unit]), classes.Length))];
    }

    private static double? Of(float[] active, int count) => Of(active.Select(activation => (double)activation), count);

    private static double? Of(IEnumerable<double> responses, int count)
    {
        (double sum, double squares) = (0, 0);
        foreach (double response in responses)
        {
            sum += response;
            squares += response * response;
        }

        return squares > 0 && count > 1 ? (1 - (sum * sum / (count * squares))) / (1 - (1.0 / count)) : null;
    }
}
