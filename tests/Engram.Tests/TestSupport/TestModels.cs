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
}
