namespace Engram.Analysis;

/// <summary>A measure over repeated runs.</summary>
/// <param name="Count">Number of runs.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1); null for a single run.</param>
/// <param name="Lower">Lower end of the 95 % bootstrap interval of the mean; null for a single run.</param>
/// <param name="Upper">Upper end of the interval; null for a single run.</param>
public sealed record RunStatistics(int Count, double Mean, double? StandardDeviation, double? Lower, double? Upper);
