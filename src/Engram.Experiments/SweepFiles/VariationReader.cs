using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>Reads what a sweep varies: <c>grid</c>, <c>list</c> and <c>random</c>.</summary>
internal static class VariationReader
{
    /// <summary>One variation for every key of the grid.</summary>
    public static IEnumerable<Variation> ReadGrid(YamlNode grid) =>
        grid.Require<YamlMap>($"{SweepKeys.Grid} takes a list of values for each key, such as learningRate: [0.001, 0.01]")
            .Entries.Select(entry => new Variation(ReadChoices(SpecReader.FindOrPreset(entry), entry.Value)));

    /// <summary>One variation, with every item of the list as an alternative.</summary>
    public static Variation ReadList(YamlNode list)
    {
        const string expectation = $"{SweepKeys.List} takes a list of settings such as - {{model: ff, epochs: 40}}";
        IReadOnlyList<YamlNode> items = list.Require<YamlList>(expectation).Items;
        return items.Count == 0
            ? throw list.Place.Fault(expectation)
            : new Variation([.. items.Select(item => (IReadOnlyList<SpecValue>)[.. SpecReader.ReadWithPreset(item.Require<YamlMap>(expectation))])]);
    }

    /// <summary>One variation, with every draw as an alternative.</summary>
    public static Variation ReadRandom(YamlNode random)
    {
        YamlMap map = random.Require<YamlMap>($"{SweepKeys.Random} takes {SweepKeys.Draws}, {SweepKeys.Seed} and {SweepKeys.Keys}");
        map.RequireKnown([SweepKeys.Draws, SweepKeys.Seed, SweepKeys.Keys]);
        YamlNode count = map.Find(SweepKeys.Draws) ?? throw random.Place.Fault($"{SweepKeys.Random} lacks {SweepKeys.Draws}; say how many settings to draw");
        YamlNode keys = map.Find(SweepKeys.Keys) ?? throw random.Place.Fault($"{SweepKeys.Random} lacks {SweepKeys.Keys}; say what to draw");
        IReadOnlyList<YamlEntry> entries = keys.Require<YamlMap>($"{SweepKeys.Keys} takes choices or a range for each key").Entries;
        return entries.Count == 0
            ? throw keys.Place.Fault($"{SweepKeys.Keys} is empty; say what to draw")
            : new RandomDraws(
                [.. entries.Select(ReadSource)],
                map.Find(SweepKeys.Seed) is { } seed ? SpecTypes.UnsignedLong.ReadScalar(seed, SweepKeys.Seed) : 1)
                .Draw(SweepKeys.DrawsType.ReadScalar(count, SweepKeys.Draws), count.Place);
    }

    private static RandomSource ReadSource(YamlEntry entry)
    {
        SpecKey? key = SpecReader.FindOrPreset(entry);
        return entry.Value is YamlMap range
            ? RandomRange.Read(key, entry, range)
            : new RandomChoice(entry.Key, [.. ReadChoices(key, entry.Value).Select(values => values[0])]);
    }

    private static IReadOnlyList<IReadOnlyList<SpecValue>> ReadChoices(SpecKey? key, YamlNode values)
    {
        string name = key?.Name ?? SpecValue.PresetName;
        string example = key is null ? string.Join(", ", Presets.All.Take(2)) : key.IsList ? $"[{key.DefaultText}]" : key.DefaultText;
        string expectation = $"{name} takes a list of values to vary, such as [{example}]";
        IReadOnlyList<YamlNode> items = values.Require<YamlList>(expectation).Items;
        return items.Count == 0
            ? throw values.Place.Fault(expectation)
            : [.. items.Select(item => (IReadOnlyList<SpecValue>)[SpecReader.ReadValue(key, item)])];
    }
}
