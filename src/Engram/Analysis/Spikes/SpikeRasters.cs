namespace Engram.Analysis.Spikes;

/// <summary>Who fires when, for one image of each class.</summary>
/// <param name="Examples">The image of each class that is shown, in order of the class; <see cref="None"/> where there is none.</param>
/// <param name="Steps">T.</param>
/// <param name="UnitCounts">Units of each layer.</param>
/// <param name="Layers">For each layer 1 where a unit fires and 0 where it does not, [classes, steps, units].</param>
internal sealed record SpikeRasters(int[] Examples, int Steps, IReadOnlyList<int> UnitCounts, IReadOnlyList<byte[]> Layers)
{
    /// <summary>Stands for no image.</summary>
    public const int None = -1;

    /// <summary>Classes that are shown at most, from the first on.</summary>
    public const int MostClasses = 10;
}
