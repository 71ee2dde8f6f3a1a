using Engram.Analysis;
using Engram.Experiments.Analyses;

namespace Engram.Tests.Reports;

/// <summary>Runs that a report has to cope with, by name.</summary>
internal static class SyntheticReports
{
    /// <summary>Few units and images, so that drawing takes little time.</summary>
    public static SyntheticRun Small { get; } = new() { Units = 40, SamplesPerClass = 3 };

    public static IReadOnlyDictionary<string, IReadOnlyList<FinishedRun>> All { get; } = new Dictionary<string, IReadOnlyList<FinishedRun>>
    {
        ["one run"] = [Small.Build()],
        ["three models"] = [Small.Build(), (Small with { Model = "bp-ff" }).Build(), (Small with { Model = "bp" }).Build()],
        ["several seeds"] = [Small.Build(), (Small with { Seed = 2 }).Build(), (Small with { Seed = 3 }).Build(), (Small with { Model = "bp" }).Build()],
        ["two models with several seeds"] = [Small.Build(), (Small with { Seed = 2 }).Build(), (Small with { Model = "bp" }).Build(), (Small with { Model = "bp", Seed = 2 }).Build(), (Small with { Model = "bp", Seed = 3 }).Build()],
        ["two settings of one model"] = [Small.Build(), (Small with { LearningRate = 0.001f }).Build()],
        ["four groups"] = [Small.Build(), (Small with { LearningRate = 0.001f }).Build(), (Small with { Model = "bp-ff" }).Build(), (Small with { Model = "bp" }).Build()],
        ["nothing optional"] = [(Small with { HasWall = false, HasLabelControl = false, HasPictures = false }).Build() with { Metrics = [] }],
        ["a classifier alone"] = [(Small with { Model = "bp" }).Build()],
        ["a silent layer"] = [(Small with { SilentLayer = 2 }).Build(), (Small with { Model = "bp-ff", SilentLayer = 0 }).Build()],
        ["all layers silent"] = [(Small with { LayerCount = 1, SilentLayer = 0 }).Build()],
        ["one layer"] = [(Small with { LayerCount = 1 }).Build()],
        ["five layers"] = [(Small with { LayerCount = 5 }).Build()],
        ["layers differ"] = [Small.Build(), (Small with { Model = "bp", LayerCount = 2 }).Build()],
        ["color images"] = [(Small with { Data = "svhn", Channels = 3 }).Build()],
        ["digits"] = [(Small with { Data = "mnist", ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] }).Build()],
        ["a data set that the reference does not list"] = [(Small with { Data = "letters", ClassNames = ["a", "b", "c"] }).Build()],
        ["convolutional layers"] = [(Small with { Model = "conv-lc", Data = "mnist" }).Build(), (Small with { Model = "conv-hff", Data = "mnist" }).Build()],
        ["labels in maps"] = [.. ((string[])["conv-lc", "conv-hff", "conv-ff"]).Select(model => (Small with { Model = model, Data = "mnist" }).Build())],
        ["units and channels"] = [Small.Build(), (Small with { Model = "conv-lc" }).Build(), (Small with { Model = "lc" }).Build()],
        ["spikes"] = [(Small with { Model = "spiking-ff", LayerCount = 2 }).Build(), (Small with { Model = "spiking-ff", LayerCount = 2, Seed = 2 }).Build()],
        ["spikes beside numbers"] = [Small.Build(), (Small with { Model = "spiking-ff", Steps = 70 }).Build(), (Small with { Model = "spiking-ff", LearningRate = 0.001f, SilentLayer = 1, LayerCount = 4, Steps = 1 }).Build()],
        ["spikes of an earlier version"] = [(Small with { Model = "spiking-ff" }).Build() switch { var run => run with { Rasters = null, Analysis = run.Analysis with { Spikes = null } } }],
        ["own images"] = [OfOwnImages((Small with { Data = "mnist" }).Build())],
        ["classes left out"] = [Small.Build(), (Small with { LeftOut = 0 }).Build(), (Small with { LeftOut = 7, SilentLayer = 1 }).Build(), (Small with { Model = "bp", LeftOut = 7 }).Build()],
        ["only runs with a class left out"] = [(Small with { LeftOut = 3 }).Build()],
        ["classes without a correct image"] = [WithoutClass(Small.Build(), 4), (Small with { Model = "bp" }).Build()],
        ["numbers that are not"] = [NotNumbers(Small.Build())],
    };

    /// <summary>Images of the user's own that are called what a data set of the catalog is.</summary>
    private static FinishedRun OfOwnImages(FinishedRun run) => run with { Spec = run.Spec with { Data = "/images/mnist" } };

    /// <summary>A network that classifies no image of a class correctly, so that nothing is known of its representation.</summary>
    private static FinishedRun WithoutClass(FinishedRun run, int missing)
    {
        int[] kept = [.. Enumerable.Range(0, run.Wall!.Labels.Count).Where(i => run.Wall.Labels[i] != missing)];
        return run with
        {
            Wall = new WallSample(
                [.. kept.Select(i => run.Wall.Labels[i])],
                run.Wall.UnitCounts,
                [.. run.Wall.Layers.Select((layer, index) => kept.SelectMany(i => layer.AsSpan(i * run.Wall.UnitCounts[index], run.Wall.UnitCounts[index]).ToArray()).ToArray())]),
            Analysis = run.Analysis with
            {
                Saliency = run.Analysis.Saliency with { ClassMeans = [.. run.Analysis.Saliency.ClassMeans.Select((map, c) => c == missing ? new float[map.Count] : map)] },
            },
        };
    }

    /// <summary>0/0 where a careless analysis could leave it.</summary>
    private static FinishedRun NotNumbers(FinishedRun run) => run with
    {
        Metrics = [.. run.Metrics.Select(epoch => epoch with { Loss = double.NaN, PositiveGoodness = double.NaN, NegativeGoodness = double.PositiveInfinity })],
        Analysis = run.Analysis with
        {
            Accuracy = double.NaN,
            ClassAccuracy = [.. run.Analysis.ClassAccuracy.Select((value, c) => c == 1 ? double.NaN : value)],
        },
    };
}
