namespace Engram.Reports;

/// <summary>What models are called: one name in files, another for people.</summary>
internal static class ModelNames
{
    public const string ForwardForward = "ff";
    public const string BackpropagatedGoodness = "bp-ff";
    public const string Classifier = "bp";

    /// <summary>The name for people; a model that is not known keeps its own.</summary>
    public static string ForPeople(string model) => model switch
    {
        ForwardForward => "FF",
        BackpropagatedGoodness => "BP/FF",
        Classifier => "BP",
        _ => model,
    };

    /// <summary>The order in which models are shown.</summary>
    public static int Order(string model) => model switch
    {
        ForwardForward => 0,
        BackpropagatedGoodness => 1,
        Classifier => 2,
        _ => 3,
    };
}
