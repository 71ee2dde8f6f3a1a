namespace Engram.Analysis.Spikes;

/// <summary>
/// What an image with its label takes in one layer: means over images where numbers differ from image to image. A row is the weights of one input, as many
/// numbers as the layer has units. Counted is what the computation asks for, as NeuroBench counts effective and dense operations (Yik et al., arXiv 2304.04640);
/// a processor with wide registers may take zeros along.
/// </summary>
/// <param name="ImageCount">Images.</param>
/// <param name="InputEvents">Events that come in: spikes of the layer below in all steps, or inputs that are not zero, once for a current that stays.</param>
/// <param name="Spikes">Events that go out: spikes of the layer's units in all steps.</param>
/// <param name="RowAdditions">Rows of weights that are added to currents, one for each input event.</param>
/// <param name="WeightMultiplications">Weights that are multiplied: those of the rows that are added, or 0 where the input is spikes.</param>
/// <param name="UnitMultiplications">
/// Multiplications of the units themselves, which no spike changes: T for β of every unit, 2 T more where currents are brought to a length.
/// </param>
/// <param name="DenseRowAdditions">Rows that a dense pass adds: T for each input.</param>
/// <param name="DenseMultiplications">Weights that a dense pass multiplies: T for each.</param>
public sealed record SpikeEvents(
    int ImageCount,
    double InputEvents,
    double Spikes,
    double RowAdditions,
    double WeightMultiplications,
    long UnitMultiplications,
    long DenseRowAdditions,
    long DenseMultiplications);
