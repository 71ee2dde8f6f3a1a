using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>
/// Draws settings that differ. Every draw and key has a stream of its own, so that a further draw changes none before it
/// and a further key none of the others.
/// </summary>
internal sealed class RandomDraws(IReadOnlyList<RandomSource> sources, ulong seed)
{
    /// <summary>Draws that may repeat earlier ones before the settings count as used up.</summary>
    private const int MostAttempts = 1000;

    /// <summary>The drawn settings as alternatives.</summary>
    /// <exception cref="EngramException">There are not as many settings as are to be drawn.</exception>
    public Variation Draw(int count, YamlPlace place)
    {
        var drawn = new HashSet<string>();
        var alternatives = new List<IReadOnlyList<SpecValue>>();
        for (int draw = 0; draw < count; draw++)
        {
            alternatives.Add(DrawNew(draw, drawn) ?? throw place.Fault(
                $"{SweepKeys.Draws} is {count}, but after {alternatives.Count} settings {MostAttempts} draws in a row gave none that is new; draw fewer, or from more"));
        }

        return new Variation(alternatives);
    }

    private SpecValue[]? DrawNew(int draw, HashSet<string> drawn)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            SpecValue[] values = [.. sources.Select(source => source.Draw(Stream(draw, attempt, source)))];
            if (drawn.Add(string.Join('\n', values.Select(value => value.Text))))
            {
                return values;
            }
        }

        return null;
    }

    private RandomStream Stream(int draw, int attempt, RandomSource source) =>
        RandomStream.For(seed, RandomPurpose.SweepSettings, [draw, attempt, .. source.Name.Select(letter => (int)letter)]);
}
