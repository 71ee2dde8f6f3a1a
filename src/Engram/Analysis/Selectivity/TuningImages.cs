using Engram.Analysis.Representations;

namespace Engram.Analysis.Selectivity;

/// <summary>
/// Activations of one layer as measures of tuning need them. The class that a unit prefers is chosen on one half of the images; what is measured
/// of it is measured on the other half, so that chance gains nothing by the choice.
/// </summary>
internal sealed class TuningImages
{
    /// <param name="layer">The activations.</param>
    /// <param name="sorted">Those in order, where they are known; classes do not change them.</param>
    public TuningImages(LayerActivations layer, SortedActivations? sorted = null)
    {
        Layer = layer;
        Sorted = sorted ?? new SortedActivations(layer, layer.Samples.All, layer.Workers);
        Preferred = PreferredClasses(layer.With(layer.Samples.EverySecond(0)));
        Measured = layer.With(layer.Samples.EverySecond(1));
        SortedMeasured = new SortedActivations(Measured, Measured.Samples.All, layer.Workers);
    }

    /// <summary>All images.</summary>
    public LayerActivations Layer { get; }

    /// <summary>Their activations in order, unit by unit.</summary>
    public SortedActivations Sorted { get; }

    /// <summary>The class that each unit prefers on every second image of each class, from its first; the first of equals; null where it is active for none of them.</summary>
    public int?[] Preferred { get; }

    /// <summary>The images between.</summary>
    public LayerActivations Measured { get; }

    /// <summary>Their activations in order.</summary>
    public SortedActivations SortedMeasured { get; }

    private static int?[] PreferredClasses(LayerActivations layer) => [.. Enumerable.Range(0, layer.UnitCount).Select(unit =>
    {
        int preferred = Enumerable.Range(0, layer.ClassCount).MaxBy(label => layer.ClassMeans[label][unit]);
        return layer.ClassMeans[preferred][unit] > 0 ? preferred : (int?)null;
    })];
}
