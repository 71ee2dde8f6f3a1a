using Engram.Analysis.Statistics;

namespace Engram.Analysis.Predictions;

/// <summary>How goodness is distributed in one layer; both histograms have the same bins.</summary>
/// <param name="Positive">Goodness with the true label.</param>
/// <param name="Negative">Goodness with each wrong label.</param>
/// <param name="Threshold">What goodness was compared with in training; null where that was another goodness.</param>
public sealed record GoodnessDistribution(Histogram Positive, Histogram Negative, double? Threshold);
