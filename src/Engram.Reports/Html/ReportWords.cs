using System.Numerics;
using Engram.Analysis.Statistics;
using Engram.Families;
using Engram.Models;
using Engram.Reports.Drawing;

namespace Engram.Reports.Html;

/// <summary>Numbers and settings as a report writes them.</summary>
internal static class ReportWords
{
    /// <summary>Mean, and standard deviation where there are several runs.</summary>
    public static string Mean(RunStatistics? value, Func<double, string> format) => value switch
    {
        null => "–",
        { StandardDeviation: { } deviation } => $"{format(value.Mean)} ± {format(deviation)}",
        _ => format(value.Mean),
    };

    /// <summary>The 95 % interval of the mean, or the range of few runs; a dash for a single run.</summary>
    public static string Interval(RunStatistics? value, Func<double, string> format) => value switch
    {
        { Lower: { } lower, Upper: { } upper, IsRange: true } => $"{format(lower)} – {format(upper)} (range)",
        { Lower: { } lower, Upper: { } upper } => $"{format(lower)} – {format(upper)}",
        _ => "–",
    };

    /// <summary>The mean in a sentence, and behind it the interval or the range of several runs, where that is more than one number.</summary>
    public static string Found(RunStatistics value, Func<double, string> format) => value switch
    {
        { Lower: { } lower, Upper: { } upper } when format(lower) != format(upper) =>
            $"{format(value.Mean)} ({(value.IsRange ? "" : "95 %: ")}{format(lower)} to {format(upper)})",
        _ => format(value.Mean),
    };

    /// <summary>A data set's name as people write it.</summary>
    public static string DataName(string name) =>
        DatasetCatalog.All.FirstOrDefault(dataset => dataset.Name == name)?.Title.Split(',')[0] ?? name;

    /// <summary>The settings that decide most, in a few words.</summary>
    public static string Setting(TrainingSpec spec)
    {
        Model model = ModelTable.Find(spec.Model);
        string perLayer = model.Traits.IsLocal && spec.Schedule == "greedy" ? " per layer" : "";
        string negatives = model.Traits.HasNegatives ? $", {spec.Negatives} negatives" : "";
        string biases = spec.Biases ? "" : ", no biases";
        return $"layers {string.Join(" × ", spec.Layers)}, learning rate {Values(spec.LearningRate, rate => Numbers.Text(rate, "#.#######"))}, {Values(spec.Epochs, epochs => $"{epochs}")} epochs{perLayer}, batch {spec.BatchSize}{negatives}{biases}";
    }

    /// <summary>A number for all layers, or one for each.</summary>
    private static string Values<T>(PerLayer<T> value, Func<T, string> format)
        where T : struct, INumber<T> => string.Join(" / ", value.Values.Select(format));

    /// <summary>A duration in the units that suit it.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 60 => $"{Numbers.Text(seconds, "0.0")} s",
        < 3600 => $"{(int)(seconds / 60)} min {(int)(seconds % 60)} s",
        _ => $"{(int)(seconds / 3600)} h {(int)(seconds % 3600 / 60)} min",
    };

    /// <summary>Several things in a sentence: a, b and c.</summary>
    public static string List(IEnumerable<string> things)
    {
        string[] all = [.. things];
        return all.Length <= 1 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>Things that are one or the other: a, b or c; each is named once.</summary>
    public static string Alternatives(IEnumerable<string> things)
    {
        string[] all = [.. things.Distinct()];
        return all.Length <= 1 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    /// <summary>One or several of a thing.</summary>
    public static string Counted(int count, string thing) => count == 1 ? $"1 {thing}" : $"{Numbers.Count(count)} {thing}s";
}
