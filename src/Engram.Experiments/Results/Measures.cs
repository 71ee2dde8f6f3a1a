namespace Engram.Experiments.Results;

/// <summary>Names of measures that more than one file speaks of.</summary>
internal static class Measures
{
    public const string TestAccuracy = "testAccuracy";
    public const string ValidationAccuracy = "validationAccuracy";
    public const string HoyerSparseness = "hoyerSparseness";
    public const string TrainSeconds = "trainSeconds";
}
