using Engram.Layers;

namespace Engram.Analysis.Units;

/// <summary>
/// For each unit the units of another layer with the largest weights above zero, largest first, and then those with the lowest below zero, lowest first;
/// of equals the first unit.
/// </summary>
/// <param name="Units">Their indices, [units, 2 × <see cref="PerSign"/>]; <see cref="None"/> where there are fewer.</param>
/// <param name="Weights">The weights, in the same order.</param>
internal sealed record StrongestConnections(int[] Units, float[] Weights)
{
    /// <summary>Connections of each sign that are kept of a unit.</summary>
    public const int PerSign = 8;

    /// <summary>Stands for no unit.</summary>
    public const int None = -1;

    /// <summary>Those to each unit of a layer from its inputs.</summary>
    public static StrongestConnections ToUnits(DenseLayer layer) =>
        Find(layer.OutputSize, layer.InputSize, (unit, input) => layer.Weight(unit, input));

    /// <summary>Those from each input of a layer to its units.</summary>
    public static StrongestConnections FromInputs(DenseLayer layer) =>
        Find(layer.InputSize, layer.OutputSize, (input, unit) => layer.Weight(unit, input));

    private static StrongestConnections Find(int count, int otherCount, Func<int, int, float> weight)
    {
        StrongestConnections strongest = new(new int[count * 2 * PerSign], new float[count * 2 * PerSign]);
        Array.Fill(strongest.Units, None);
        int[] others = [.. Enumerable.Range(0, otherCount)];
        float[] weights = new float[otherCount];
        for (int unit = 0; unit < count; unit++)
        {
            for (int other = 0; other < otherCount; other++)
            {
                weights[other] = weight(unit, other);
            }

            strongest.Keep(2 * unit, others.Where(other => weights[other] > 0).OrderByDescending(other => weights[other]), weights);
            strongest.Keep((2 * unit) + 1, others.Where(other => weights[other] < 0).OrderBy(other => weights[other]), weights);
        }

        return strongest;
    }

    private void Keep(int row, IEnumerable<int> ordered, float[] weights)
    {
        foreach ((int rank, int other) in ordered.Take(PerSign).Index())
        {
            (Units[(row * PerSign) + rank], Weights[(row * PerSign) + rank]) = (other, weights[other]);
        }
    }
}
