namespace Engram.Data;

/// <summary>
/// Turns a stored byte into a network input: x = (byte / 255 − mean) / standard deviation, with one mean and one
/// standard deviation per channel.
/// </summary>
/// <param name="Mean">Mean of each channel, in units of full brightness (0 to 1).</param>
/// <param name="StandardDeviation">Standard deviation of each channel, in the same units.</param>
public sealed record PixelNormalization(IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation)
{
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
}
