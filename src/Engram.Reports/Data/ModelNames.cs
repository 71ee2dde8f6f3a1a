using Engram.Families;

namespace Engram.Reports.Data;

/// <summary>What models are called: one name in files, another for people.</summary>
internal static class ModelNames
{
    public const string ForwardForward = "ff";
    public const string BackpropagatedGoodness = "bp-ff";
    public const string Classifier = "bp";
    public const string Hyperspherical = "hff";
    public const string LocalClassifier = "lc";
    public const string ConvolutionalForwardForward = "conv-ff";
    public const string ConvolutionalHyperspherical = "conv-hff";
    public const string ConvolutionalClassifier = "conv-lc";
    public const string SpikingForwardForward = "spiking-ff";

    /// <summary>The name for people.</summary>
    public static string ForPeople(string model) => ModelTable.Find(model).Title;

    /// <summary>The order in which models are shown, which is that of their table.</summary>
    public static int Order(string model) => ModelTable.All.TakeWhile(other => other.Name != model).Count();
}
