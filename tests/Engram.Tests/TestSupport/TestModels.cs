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

    /// <summary>
    /// Options for a network of a few units, or filters, that is trained in a moment. With few spikes many labels have the same goodness, and units soon fall
    /// silent, so that spiking units have many steps and learn little.
    /// </summary>
    public static IReadOnlyList<string> SmallOptions(string model) =>
    [
        "--model", model,
        "--layers", model.StartsWith("conv-", StringComparison.Ordinal) ? "6,5" : "20,16",
        .. model == "spiking-ff" ? ["--steps", "200", "--learning-rate", "0.000001"] : (string[])[],
    ];
}
