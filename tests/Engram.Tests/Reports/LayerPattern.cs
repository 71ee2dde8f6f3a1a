namespace Engram.Tests.Reports;

/// <summary>Made-up activations of a layer: every unit has a class that it prefers and a second one that it likes.</summary>
internal sealed class LayerPattern(Random random, int classes, int units, double density, bool silent)
{
    private readonly int[] _preferred = [.. Enumerable.Range(0, units).Select(_ => random.Next(classes))];
    private readonly int[] _second = [.. Enumerable.Range(0, units).Select(_ => random.Next(classes))];
    private readonly double[] _strength = [.. Enumerable.Range(0, units).Select(_ => random.NextDouble() * random.NextDouble())];

    public int Classes => classes;

    public double Density => density;

    public bool IsSilent => silent;

    /// <summary>Mean activation of every unit over the images of a class.</summary>
    public float[] Mean(int c) => [.. Enumerable.Range(0, units).Select(unit => (float)Expected(unit, c))];

    /// <summary>Activations of one image of a class.</summary>
    public float[] Sample(int c) => [.. Enumerable.Range(0, units).Select(unit =>
        random.NextDouble() < 0.4 + (0.6 * density) ? (float)(Expected(unit, c) * (0.5 + random.NextDouble())) : 0)];

    private double Expected(int unit, int c) => silent
        ? 0
        : _strength[unit] * (_preferred[unit] == c ? 1 : _second[unit] == c ? 0.4 : density * 0.7);
}
