namespace Engram.Reports.Drawing;

/// <summary>Round numbers on axes.</summary>
internal static class Scale
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten from low to high, about as many steps as asked for.</summary>
    public static IEnumerable<double> RoundSteps(double low, double high, int count)
    {
        if (!(high > low))
        {
            return [low];
        }

        double step = RoundStep((high - low) / count);
        double first = Math.Ceiling((low / step) - 1e-9);
        double last = Math.Floor((high / step) + 1e-9);
        return Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step);
    }

    /// <summary>The smallest round number that is not below a value, for the end of an axis.</summary>
    public static double RoundUp(double value)
    {
        if (!(value > 0))
        {
            return 1;
        }

        double step = RoundStep(value / 5);
        return Math.Ceiling((value / step) - 1e-9) * step;
    }

    /// <summary>The largest finite value, or 0 where there is none.</summary>
    public static double Largest(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double factor = step / power;
        return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
    }
}
