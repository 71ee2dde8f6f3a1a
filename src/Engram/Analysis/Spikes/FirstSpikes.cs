namespace Engram.Analysis.Spikes;

/// <summary>When units fire for the first time while an image is shown, over pairs of an image and a unit.</summary>
/// <param name="Counts">Pairs whose first spike is in each step.</param>
/// <param name="Never">Pairs without a spike.</param>
public sealed record FirstSpikes(IReadOnlyList<long> Counts, long Never)
{
    /// <summary>Pairs with a spike.</summary>
    internal long Fired => Counts.Sum();

    /// <summary>The mean step of the first spike, from 1, over pairs with one; null where there is none.</summary>
    internal double? MeanStep => Fired > 0 ? Counts.Select((count, step) => (step + 1.0) * count).Sum() / Fired : null;

    /// <summary>Share of the pairs without a spike; null where there is no pair.</summary>
    internal double? NeverShare => Fired + Never > 0 ? Never / (double)(Fired + Never) : null;

    /// <summary>Those of several series together.</summary>
    internal static FirstSpikes Sum(IReadOnlyList<FirstSpikes> series) => new(
        [.. Enumerable.Range(0, series[0].Counts.Count).Select(step => series.Sum(one => one.Counts[step]))], series.Sum(one => one.Never));
}
