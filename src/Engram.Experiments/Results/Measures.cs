namespace Engram.Experiments.Results;

/// <summary>Names of measures that more than one file speaks of.</summary>
internal static class Measures
{
    public const string TestAccuracy = "testAccuracy";

    /// <summary>Of a layer alone, by a name of its own: who groups by measure is not to mix it with the network's.</summary>
    public const string LayerTestAccuracy = "layerTestAccuracy";

    public const string ValidationAccuracy = "validationAccuracy";
    public const string HoyerSparseness = "hoyerSparseness";
    public const string TrainSeconds = "trainSeconds";
}
