namespace Engram.Analysis;

/// <summary>How many units of a layer a data set activates, and how unevenly.</summary>
internal sealed record LayerActivity(double HoyerSparseness, double ActiveFraction, int SilentSamples, int DeadUnits)
{
    /// <summary>
    /// Sparseness and active fraction are means over correctly classified samples, sparseness over those that are not
    /// silent; silent samples and dead units are counted over all.
    /// </summary>
    public static LayerActivity Measure(HiddenRepresentations representations, int layer, byte[] predicted)
    {
        int units = representations.UnitCounts[layer];
        bool[] everActive = new bool[units];
        double hoyerSum = 0;
        int hoyerCount = 0;
        long activeSum = 0;
        int correct = 0;
        int silent = 0;
        for (int sample = 0; sample < representations.SampleCount; sample++)
        {
            ReadOnlySpan<float> activations = representations.Sample(layer, sample);
            int active = CountActive(activations, everActive);
            silent += active == 0 ? 1 : 0;
            if (predicted[sample] != representations.Labels[sample])
            {
                continue;
            }

            correct++;
            activeSum += active;
            if (active > 0)
            {
                hoyerSum += Sparseness.Hoyer(activations);
                hoyerCount++;
            }
        }

        return new LayerActivity(
            hoyerCount > 0 ? hoyerSum / hoyerCount : double.NaN,
            correct > 0 ? activeSum / ((double)correct * units) : double.NaN,
            silent,
            everActive.Count(active => !active));
    }

    private static int CountActive(ReadOnlySpan<float> activations, bool[] everActive)
    {
        int active = 0;
        for (int unit = 0; unit < activations.Length; unit++)
        {
            if (activations[unit] > 0)
            {
                active++;
                everActive[unit] = true;
            }
        }

        return active;
    }
}
