using System.Globalization;
using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>
/// A number between two bounds, both included, uniform or uniform in its logarithm. Numbers that need not be whole are
/// rounded to three digits: they name folders, and the last bits of a logarithm differ between machines.
/// </summary>
internal sealed class RandomRange : RandomSource
{
    private readonly SpecKey _key;
    private readonly YamlPlace _place;
    private readonly double _low;
    private readonly double _high;
    private readonly bool _isLogarithmic;

    private RandomRange(SpecKey key, YamlPlace place, double low, double high, bool isLogarithmic)
        : base(key.Name)
    {
        _key = key;
        _place = place;
        _low = low;
        _high = high;
        _isLogarithmic = isLogarithmic;
    }

    /// <summary>Reads <c>{low: 0.001, high: 0.1, scale: log}</c>.</summary>
    public static RandomRange Read(SpecKey? key, YamlEntry entry, YamlMap range)
    {
        if (key is null || key.Number == SpecNumber.None)
        {
            throw range.Place.Fault($"{entry.Key} has no range; give a list of values to choose from");
        }

        range.RequireKnown([SweepKeys.Low, SweepKeys.High, SweepKeys.Scale]);
        double low = ReadBound(key, range, SweepKeys.Low);
        double high = ReadBound(key, range, SweepKeys.High);
        YamlNode? scale = range.Find(SweepKeys.Scale);
        bool isLogarithmic = scale is not null && SpecTypes.Name(() => SweepKeys.Scales).ReadScalar(scale, SweepKeys.Scale) == SweepKeys.Scales[1];
        if (low >= high)
        {
            throw range.Place.Fault($"{key.Name} is drawn from {Text(low)} to {Text(high)}; {SweepKeys.Low} must be below {SweepKeys.High}");
        }

        return isLogarithmic && low <= 0
            ? throw range.Place.Fault($"{key.Name} is drawn from {Text(low)} on a log scale, which has numbers above 0 only; raise {SweepKeys.Low}, or choose scale linear")
            : new RandomRange(key, range.Place, low, high, isLogarithmic);
    }

    public override SpecValue Draw(RandomStream random)
    {
        double share = (random.Next() >> 11) * (1.0 / (1L << 53));
        double value = _key.Number == SpecNumber.Whole ? DrawWhole(share) : Rounded(Between(_low, _high, share));
        string text = Text(Math.Clamp(value, _low, _high));
        return new SpecValue(_key, _key.Read(_key.Write(new RunSpec(), text, $"{_place}: {_key.Name}")), _place);
    }

    private static double ReadBound(SpecKey key, YamlMap range, string name)
    {
        YamlNode bound = range.Find(name) ?? throw range.Place.Fault($"the range of {key.Name} lacks {name}; give {SweepKeys.Low} and {SweepKeys.High}");
        string shownName = $"{name} of {key.Name}";
        return key.Number == SpecNumber.Whole
            ? SpecTypes.Int.ReadScalar(bound, shownName)
            : double.Parse(SpecTypes.Float.Format(SpecTypes.Float.ReadScalar(bound, shownName)), CultureInfo.InvariantCulture);
    }

    /// <summary>On a log scale a whole number has the share of the logarithms that round to it.</summary>
    private double DrawWhole(double share) => _isLogarithmic
        ? Math.Round(Between(_low, _high, share))
        : Math.Floor(_low + (share * (_high - _low + 1)));

    private double Between(double low, double high, double share) =>
        _isLogarithmic ? low * Math.Pow(high / low, share) : low + (share * (high - low));

    private static double Rounded(double value) =>
        double.Parse(value.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
