namespace Engram.Analysis.Selectivity;

/// <summary>All measures of how a unit is tuned. To add one: a file with its formula, and a line here.</summary>
internal static class TuningMeasures
{
    /// <summary>Names as files have them, and what gives the values of all units; null for a unit that does not have it.</summary>
    public static IReadOnlyList<(string Name, Func<TuningImages, double?[]> OfUnits)> All { get; } =
    [
        // Class selectivity says little alone: one image is enough for 1. What follows says how well a unit tells its class from others.
        ("classSelectivity", images => ClassSelectivity.OfUnits(images.Layer)),
        ("informedness", images => Informedness.OfUnits(images.Layer, images.Sorted)),
        ("auroc", Auroc.OfUnits),
        ("dPrime", Discriminability.OfUnits),
        ("tuningBreadth", images => TuningBreadth.OfUnits(images.Layer)),
        ("imageSparseness", images => LifetimeSparseness.OverImages(images.Sorted)),
        ("classSparseness", images => LifetimeSparseness.OverClasses(images.Layer)),
    ];
}
