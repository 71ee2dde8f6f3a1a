namespace Engram.Analysis.Spikes;

/// <summary>
/// How often two units fire in the same step, over pairs of units that both fire for an image, but not in all T steps. With n and m spikes, k of them in the same
/// steps, Pearson's correlation of the two trains is r = (T k − n m)/√(n (T − n) m (T − m)).
/// </summary>
/// <param name="PairCount">Pairs of units, image by image.</param>
/// <param name="Correlation">Mean r; its expectation is 0 where each unit keeps its number of spikes and steps are shuffled. Null without a pair.</param>
/// <param name="OtherImageCorrelation">
/// Mean r of a unit's train and the other unit's for the next image of the class: what units have in common because all images of a class drive them alike, as
/// the shift predictor of Perkel, Gerstein and Moore (1967) has it. Null without a pair.
/// </param>
/// <param name="Coincidences">Mean k.</param>
/// <param name="ExpectedCoincidences">Mean n m/T, the expectation of k where steps are shuffled.</param>
public sealed record Synchrony(long PairCount, double? Correlation, double? OtherImageCorrelation, double? Coincidences, double? ExpectedCoincidences);
