using Engram.Families;

namespace Engram.Tests.TestSupport;

/// <summary>The models of the table, for tests that hold for every one.</summary>
public static class TestModels
{
    /// <summary>Names of all models.</summary>
    public static TheoryData<string> Names => [.. ModelTable.All.Select(model => model.Name)];

    /// <summary>Names of all models, each without dropout and with it.</summary>
    public static TheoryData<string, float> WithDropout =>
        [.. ModelTable.All.SelectMany(model => new[] { (model.Name, 0f), (model.Name, 0.3f) })];

    /// <summary>What a model needs to tell labels apart in a network of a few units: with few spikes many labels have the same goodness, and units soon fall silent.</summary>
    public static IReadOnlyList<string> FiringOptions(string model) => model == "spiking-ff" ? ["--steps", "200", "--learning-rate", "0.000001"] : [];
}
