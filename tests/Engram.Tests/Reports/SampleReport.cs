using Engram.Experiments.Analyses;

namespace Engram.Tests.Reports;

/// <summary>The runs of a typical report: three models, two of them repeated, and some runs with a class left out.</summary>
internal static class SampleReport
{
    public static IReadOnlyList<FinishedRun> Runs { get; } =
    [
        new SyntheticRun { Seed = 1, Accuracy = 0.8455 }.Build(),
        new SyntheticRun { Seed = 2, Accuracy = 0.8412 }.Build(),
        new SyntheticRun { Seed = 3, Accuracy = 0.8488 }.Build(),
        new SyntheticRun { Model = "bp-ff", Accuracy = 0.8821, Warnings = ["Layer 3 fell silent for 12 of 60,000 positive samples in epoch 31."] }.Build(),
        new SyntheticRun { Model = "bp", Seed = 1, Accuracy = 0.871 }.Build(),
        new SyntheticRun { Model = "bp", Seed = 2, Accuracy = 0.874 }.Build(),
        .. Enumerable.Range(0, 10).Select(left => new SyntheticRun { Seed = (ulong)left + 1, LeftOut = left, Accuracy = 0.86, HasWall = false }.Build()),
    ];
}
