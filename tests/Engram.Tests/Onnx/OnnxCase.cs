using Engram.Families;
using Engram.Labels;
using Engram.Models;
using Engram.Objectives;

namespace Engram.Tests.Onnx;

/// <summary>A network to export: every model of the table, and every value of an option that changes what a network computes.</summary>
public sealed record OnnxCase(string Name, TrainingSpec Spec, int Channels = 1, int? LeftOut = null, bool IsSilent = false)
{
    private static readonly IEnumerable<Goodness> OwnGoodness = GoodnessFunctions.All.Where(IsOwn);

    public static TheoryData<string> Names => [.. All.Select(one => one.Name)];

    private static IEnumerable<OnnxCase> All =>
    [
        .. ModelTable.All.SelectMany(OfModel),
        .. OwnGoodness.Select(goodness => new OnnxCase($"ff {goodness}", new TrainingSpec { Layers = [60, 300], Goodness = goodness.Name })),
        .. OwnGoodness.Select(goodness => new OnnxCase($"ff {goodness} sigmoid", new TrainingSpec { Layers = [60, 30], Goodness = goodness.Name, Activation = "sigmoid" })),
        new("ff appended labels", Of("ff") with { LabelCode = LabelCodes.Appended }, Channels: 3),
        new("hff one prototype", Of("hff") with { Prototypes = 1 }),
        new("hff large gamma", Of("hff") with { Gamma = 500 }),
        new("lc without batch normalization", Of("lc") with { BatchNormalization = false }),
        new("conv-hff whose grid has the places of the map", Of("conv-hff") with { Layers = [6, 4], PoolSize = 1, AuxiliaryFilters = 0, HeadGrid = 64 }),
        new("conv-ff morphological", Of("conv-ff") with { Layers = [6, 4], LabelCode = "morphological" }),
        new("conv-ff overlay", Of("conv-ff") with { Layers = [6, 4], LabelCode = "overlay" }),
        new("bp one layer", Of("bp") with { Layers = [20] }),
    ];

    public static OnnxCase Find(string name) => All.Single(one => one.Name == name);

    private static IEnumerable<OnnxCase> OfModel(Model model)
    {
        TrainingSpec spec = Of(model.Name);
        yield return new OnnxCase(model.Name, spec);
        yield return new OnnxCase($"{model} sigmoid", spec with { Activation = "sigmoid" });
        yield return new OnnxCase($"{model} without biases", spec with { Biases = false });
        yield return new OnnxCase($"{model} colors", spec, Channels: 3);
        yield return new OnnxCase($"{model} left out", spec, LeftOut: 2);
        yield return new OnnxCase($"{model} silent", spec with { Biases = false }, IsSilent: true);
        if (model.Traits.LayersVote)
        {
            foreach (PredictionRule rule in PredictionRules.All.Where(IsOwn))
            {
                yield return new OnnxCase($"{model} {rule}", spec with { Prediction = rule.Name });
                yield return new OnnxCase($"{model} {rule} without layer 1 and a class", spec with { Prediction = rule.Name, SkipFirstLayer = true }, LeftOut: 0);
            }
        }
    }

    // Other tests make goodness functions and rules known too.
    private static bool IsOwn(object one) => one.GetType().Assembly == typeof(Goodness).Assembly;

    private static TrainingSpec Of(string model) => ModelTable.Find(model).Defaults with { Layers = [60, 30, 20] };
}
