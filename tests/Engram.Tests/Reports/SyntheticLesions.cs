using Engram.Analysis.Lesions;

namespace Engram.Tests.Reports;

/// <summary>Made-up lesions with the shape of real ones: the first layer breaks most, and a class without an ensemble loses nothing.</summary>
internal static class SyntheticLesions
{
    public static LesionAnalysis Create(Random random, LayerPattern[] patterns, int classes, int units, double accuracy) => new()
    {
        Replacement = "zero",
        RandomSets = 100,
        ClassCounts = [.. Enumerable.Repeat(100, classes)],
        Accuracy = accuracy,
        ClassAccuracy = [.. Enumerable.Repeat((double?)accuracy, classes)],
        Layers = [.. patterns.Select((pattern, layer) => Layer(random, classes, units, accuracy, pattern.IsSilent, 0.9 / ((layer * 3) + 1)))],
    };

    private static LayerLesions Layer(Random random, int classes, int units, double accuracy, bool isSilent, double strength) => new()
    {
        UnitCount = units,
        DeadUnits = isSilent ? units : 20,
        Ensembles = [.. Enumerable.Range(0, classes).Select(label => Ensemble(random, classes, label, isSilent || label == 3, strength))],
        Mean = isSilent ? null : new MeanDamage(classes - 1, strength, 0.01, 0.98, new RandomRange(0.01, -0.01, 0.02), new RandomRange(0.01, 0, 0.02), new RandomRange(0, -0.02, 0.02), 0.0099, 0.0099),
        UnionUnits = isSilent ? 0 : units / 3,
        UnionAccuracy = isSilent ? null : accuracy - 0.01,
        Removals = [.. new[] { "most-selective", "least-selective", "most-active", "least-active", "random" }.Select((order, place) => new RemovalCurve(
            order,
            [.. Enumerable.Range(0, 8).Select(part => new RemovalPoint(units * part / 8, accuracy * (1 - (part * part * place / 300.0)), order == "random" ? 0.1 : null, order == "random" ? 0.9 : null))]))],
    };

    private static EnsembleLesion Ensemble(Random random, int classes, int label, bool isEmpty, double strength)
    {
        double?[] Damage(double own) => [.. Enumerable.Range(0, classes).Select(other => (double?)((other == label ? own : 0) + (0.05 * (random.NextDouble() - 0.5))))];
        return new EnsembleLesion
        {
            Label = label,
            Units = isEmpty ? 0 : 30,
            MeanActivity = isEmpty ? 0 : 0.1,
            Damage = isEmpty ? null : new SetDamage(Damage(strength), strength, 0.01),
            Random = isEmpty ? null : new MatchedDamage(0.98, Damage(0), new RandomRange(0.01, -0.01, 0.02), new RandomRange(0.01, 0, 0.02), new RandomRange(0, -0.02, 0.02), 0.0099, 0.0099),
            KeptHits = isEmpty ? null : 0.9,
            KeptFalseAlarms = isEmpty ? null : 0.1,
        };
    }
}
