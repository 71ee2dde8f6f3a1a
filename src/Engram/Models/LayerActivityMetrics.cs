namespace Engram.Models;

/// <summary>How active one layer of a model was in an epoch that trained all layers.</summary>
/// <param name="ActiveFraction">Share of units above zero, over the positive samples.</param>
/// <param name="SilentSamples">Positive samples for which no unit was above zero.</param>
/// <param name="DeadUnits">Units that were above zero for no sample.</param>
public sealed record LayerActivityMetrics(double ActiveFraction, int SilentSamples, int DeadUnits);
