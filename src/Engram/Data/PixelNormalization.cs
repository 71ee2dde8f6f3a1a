using System.Globalization;

namespace Engram;

/// <summary>
/// Turns a stored byte into a network input: x = (byte / 255 − mean) / standard deviation, with one mean and one
/// standard deviation per channel.
/// </summary>
/// <param name="Mean">Mean of each channel, in units of full brightness (0 to 1).</param>
/// <param name="StandardDeviation">Standard deviation of each channel, in the same units.</param>
/// <exception cref="EngramException">The two have no channel or different ones, or a number cannot be used.</exception>
public sealed record PixelNormalization(IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation)
{
    /// <summary>Mean of each channel, in units of full brightness (0 to 1).</summary>
    public IReadOnlyList<float> Mean { get; } = Checked(Mean, "mean", float.IsFinite, "use finite numbers");

    /// <summary>Standard deviation of each channel, in the same units.</summary>
    public IReadOnlyList<float> StandardDeviation { get; } = SameCount(
        Checked(StandardDeviation, "standard deviation", value => float.IsFinite(value) && value > 0, "use finite numbers above 0"), Mean);

    /// <summary>MNIST's customary constants; Fashion-MNIST is normalized with the same ones.</summary>
    public static PixelNormalization Mnist { get; } = new([0.1307f], [0.3081f]);

    /// <summary>The input that a byte becomes in a channel.</summary>
    public float Apply(int channel, byte value) => ((value / 255f) - Mean[channel]) / StandardDeviation[channel];

    /// <summary>All 256 inputs that a channel's bytes can become, in order of the byte.</summary>
    public float[] Table(int channel)
    {
        float[] table = new float[256];
        for (int value = 0; value < table.Length; value++)
        {
            table[value] = Apply(channel, (byte)value);
        }

        return table;
    }

    /// <summary>For people: the numbers of each channel.</summary>
    public override string ToString() => $"mean {Text(Mean)}, standard deviation {Text(StandardDeviation)}";

    /// <summary>Whether two normalizations turn every byte into the same input.</summary>
    internal bool IsSameAs(PixelNormalization other) =>
        Mean.SequenceEqual(other.Mean) && StandardDeviation.SequenceEqual(other.StandardDeviation);

    private static string Text(IReadOnlyList<float> values) => string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static IReadOnlyList<float> Checked(IReadOnlyList<float> values, string name, Func<float, bool> isLegal, string remedy)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        int wrong = values.TakeWhile(isLegal).Count();
        return wrong == values.Count ? [.. values] : throw new EngramException(string.Create(
            CultureInfo.InvariantCulture, $"The {name} of channel {wrong} is {values[wrong]}, which no pixel can be normalized with; {remedy}."));
    }

    private static IReadOnlyList<float> SameCount(IReadOnlyList<float> deviations, IReadOnlyList<float> means) =>
        deviations.Count == means.Count && means.Count > 0 ? deviations : throw new EngramException(
            $"A normalization has {means.Count} means and {deviations.Count} standard deviations; give one of each for every channel.");
}
