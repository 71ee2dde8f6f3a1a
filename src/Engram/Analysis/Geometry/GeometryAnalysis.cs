namespace Engram.Analysis.Geometry;

/// <summary>How the activations of all images lie in the space of the units, with the labels that networks with labels in their input are shown: the true ones.</summary>
/// <param name="ImageCount">Images.</param>
/// <param name="Layers">The layers, first layer first.</param>
/// <param name="Cka">
/// Linear centered kernel alignment of every two layers, [layer][layer], from 0 to 1 (Kornblith et al. 2019); null where no unit of one of them varies.
/// </param>
public sealed record GeometryAnalysis(int ImageCount, IReadOnlyList<LayerGeometry> Layers, IReadOnlyList<IReadOnlyList<double?>> Cka);

/// <summary>How the activations of one layer lie in the space of its units.</summary>
/// <param name="VaryingUnits">Units that do not have the same activation for all images.</param>
/// <param name="ParticipationRatio">
/// (tr C)²/tr C² of the covariance C of the units, between 1 and the number of units that vary: over how many directions the variance is spread. null where no unit varies.
/// </param>
/// <param name="WhiteNoise">N(n − 1)/(N + n − 2): what white noise of as many units N and images n gives. null where no unit varies.</param>
public sealed record LayerGeometry(int VaryingUnits, double? ParticipationRatio, double? WhiteNoise);
