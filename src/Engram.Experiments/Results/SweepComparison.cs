using System.Text.Json;
using Engram.Analysis.Statistics;

namespace Engram.Experiments.Results;

/// <summary>Two sweeps beside each other; the document of <c>engram compare --json</c>.</summary>
/// <param name="First">Folder of the first sweep.</param>
/// <param name="Second">Folder of the second sweep.</param>
/// <param name="Matches">Settings that both have, in the first one's order.</param>
/// <param name="OnlyFirst">Names of the finished runs whose settings only the first sweep has.</param>
/// <param name="OnlySecond">Names of the finished runs whose settings only the second sweep has.</param>
public sealed record SweepComparison(
    string First, string Second, IReadOnlyList<ComparedSettings> Matches, IReadOnlyList<string> OnlyFirst, IReadOnlyList<string> OnlySecond)
{
    /// <summary>Matches finished runs by all settings but the seed.</summary>
    /// <exception cref="EngramException">No setting is in both sweeps.</exception>
    public static SweepComparison Of(SweepResults first, SweepResults second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ILookup<string, ResultRun> others = second.Finished.ToLookup(run => run.Settings);
        ILookup<string, ResultRun> own = first.Finished.ToLookup(run => run.Settings);
        if (!own.Any(group => others.Contains(group.Key)))
        {
            throw new EngramException(new[] { first, second }.FirstOrDefault(sweep => !sweep.Finished.Any()) is { } empty
                ? $"No run of the sweep {empty.Path} is finished, so there is nothing to compare; wait for it, or see engram results."
                : SweepDifference.Describe(first, second));
        }

        var labels = new SettingsLabels(first.Finished.Concat(second.Finished));
        return new SweepComparison(
            first.Path,
            second.Path,
            [.. own.Where(group => others.Contains(group.Key)).Select(group => ComparedSettings.Of([.. group], [.. others[group.Key]], labels))],
            [.. own.Where(group => !others.Contains(group.Key)).SelectMany(group => group).Select(run => run.Name)],
            [.. others.Where(group => !own.Contains(group.Key)).SelectMany(group => group).Select(run => run.Name)]);
    }

    /// <summary>The comparison as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ResultsJson.Documents.SweepComparison) + "\n";
}

/// <summary>The runs of two sweeps with the same settings.</summary>
/// <param name="Settings">The model, and the settings that differ between runs of that model.</param>
/// <param name="FirstRuns">Runs of the first sweep.</param>
/// <param name="SecondRuns">Runs of the second sweep.</param>
/// <param name="Compared">What was compared.</param>
public sealed record ComparedSettings(string Settings, int FirstRuns, int SecondRuns, IReadOnlyList<ComparedMeasure> Compared)
{
    internal static ComparedSettings Of(ResultRun[] first, ResultRun[] second, SettingsLabels labels)
    {
        IEnumerable<(string Name, int? Layer)> measures =
            [(Measures.TestAccuracy, null), .. Enumerable.Range(1, first[0].Spec.Training.Layers.Count).Select(layer => (Measures.HoyerSparseness, (int?)layer))];
        return new ComparedSettings(
            labels.Of(first[0]),
            first.Length,
            second.Length,
            [.. measures.Select(measure => ComparedMeasure.Of(measure.Name, measure.Layer, first, second)).OfType<ComparedMeasure>()]);
    }
}

/// <summary>A measure in two groups of runs.</summary>
/// <param name="Measure">Name of the measure.</param>
/// <param name="Layer">Number of the layer, from 1; null for the whole network.</param>
/// <param name="First">Mean over the first group.</param>
/// <param name="Second">Mean over the second group.</param>
/// <param name="Difference">Second mean less first.</param>
/// <param name="PValue">
/// Of a two-sided permutation test: the share of regroupings of the runs that set the means at least as far apart. Null
/// where a group has a single run, because no regrouping tells anything then.
/// </param>
/// <param name="SmallestPValue">What p would be at the least with groups of these sizes.</param>
public sealed record ComparedMeasure(string Measure, int? Layer, double First, double Second, double Difference, double? PValue, double? SmallestPValue)
{
    internal static ComparedMeasure? Of(string measure, int? layer, ResultRun[] first, ResultRun[] second)
    {
        double[] values = [.. first.Select(run => run.Find(measure, layer)).OfType<double>()];
        double[] others = [.. second.Select(run => run.Find(measure, layer)).OfType<double>()];
        if (values.Length == 0 || others.Length == 0)
        {
            return null;
        }

        PermutationTest? test = values.Length > 1 && others.Length > 1 ? PermutationTest.Compare(others, values) : null;
        return new ComparedMeasure(measure, layer, values.Average(), others.Average(), others.Average() - values.Average(), test?.PValue, test?.SmallestPValue);
    }
}
