namespace Engram.Analysis.Statistics;

/// <summary>Counts over bins of equal width.</summary>
/// <param name="Start">Lower edge of the first bin.</param>
/// <param name="BinWidth">Width of every bin.</param>
/// <param name="Counts">Values in each bin; the last bin includes its upper edge.</param>
/// <param name="Mean">Mean of the values.</param>
/// <param name="StandardDeviation">Standard deviation of the values.</param>
public sealed record Histogram(double Start, double BinWidth, IReadOnlyList<long> Counts, double Mean, double StandardDeviation);
