using Engram.Analysis.Statistics;

namespace Engram.Analysis.Ensembles;

/// <summary>Sets the ensembles of all classes side by side: which units classes share, and how far rules agree.</summary>
internal static class EnsembleComparison
{
    /// <summary>The ensembles that a rule found, with what classes have in common.</summary>
    public static EnsembleSet ToSet(EnsembleRule rule, int[][] units, IReadOnlyList<IReadOnlyList<double?>> pixelSimilarity) =>
        new() { Rule = rule.Name, Units = units, Shared = Share(units, pixelSimilarity) };

    /// <summary>How far every two rules agree, pairs in the order of the rules.</summary>
    public static IReadOnlyList<RuleAgreement> Agree(IReadOnlyList<EnsembleRule> rules, int[][][] ensembles)
    {
        List<RuleAgreement> agreements = [];
        for (int first = 0; first < rules.Count; first++)
        {
            for (int second = first + 1; second < rules.Count; second++)
            {
                agreements.Add(Agree(rules[first], ensembles[first], rules[second], ensembles[second]));
            }
        }

        return agreements;
    }

    private static RuleAgreement Agree(EnsembleRule first, int[][] firstUnits, EnsembleRule second, int[][] secondUnits)
    {
        int shared = firstUnits.Zip(secondUnits, (one, other) => UnitOverlap.Count(one, other)).Sum();
        return new RuleAgreement(
            first.Name,
            second.Name,
            UnitOverlap.MeanJaccard(firstUnits, secondUnits),
            ShareOf(shared, firstUnits),
            ShareOf(shared, secondUnits));
    }

    private static double? ShareOf(int shared, int[][] units)
    {
        int count = units.Sum(ofClass => ofClass.Length);
        return count > 0 ? shared / (double)count : null;
    }

    private static SharedUnits Share(int[][] units, IReadOnlyList<IReadOnlyList<double?>> pixelSimilarity)
    {
        List<double> overlaps = [];
        List<double> similarities = [];
        IEnumerable<double?> likeness = pixelSimilarity.SelectMany((row, first) => row.Skip(first + 1));
        foreach ((double? overlap, double? similarity) in ClassPairs.Overlaps(units).Zip(likeness))
        {
            if (overlap is not null && similarity is not null)
            {
                overlaps.Add(overlap.Value);
                similarities.Add(similarity.Value);
            }
        }

        int[][] shown = units.Length > ClassPairs.MostClasses ? [] : units;
        double[] overlapOfPairs = [.. overlaps];
        double[] similarityOfPairs = [.. similarities];
        return new SharedUnits(
            [.. shown.Select(first => shown.Select(second => UnitOverlap.Count(first, second)).ToArray())],
            [.. shown.Select(first => shown.Select(second => UnitOverlap.Jaccard(first, second)).ToArray())],
            Correlation.Pearson(overlapOfPairs, similarityOfPairs),
            Correlation.Spearman(overlapOfPairs, similarityOfPairs));
    }
}
