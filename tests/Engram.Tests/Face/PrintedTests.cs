using Engram.Analysis.Predictions;
using Engram.Models;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Face;

/// <summary>What people see who print what the library gives them.</summary>
public sealed class PrintedTests
{
    public static TheoryData<object, string> Printed() => new()
    {
        { new Prediction(1, "1", [0.25f, 0.7034f], [new(1, [0, 2]), new(0, [3, 1])]), "1, score 0.703, layers 1, 0" },
        { new Prediction(1, "shirt", [0.25f, 7], []), "shirt (label 1), score 7.000" },
        { new Prediction(EvaluationResult.NoPrediction, null, [1, 1], []), "no prediction, because all scores are equal" },
        { new LayerVote(1, [1, 2.5f]), "1, score 2.500" },
        { new LayerVote(EvaluationResult.NoPrediction, [1, 1]), "none" },
        { PixelNormalization.Mnist, "mean 0.1307, standard deviation 0.3081" },
        { new PixelNormalization([0.5f, 0.25f], [1, 2]), "mean 0.5, 0.25, standard deviation 1, 2" },
        { SyntheticImages.Create(1200), "synthetic: 1,200 images of 1x6x6, 4 classes" },
    };

    [Theory]
    [MemberData(nameof(Printed), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_reads_well(object value, string expected) => Assert.Equal(expected, value.ToString());

    [Fact]
    public void An_evaluation_is_printed_with_accuracy_and_sparseness()
    {
        EvaluationResult result = new()
        {
            Accuracy = 0.95128,
            SampleCount = 10_000,
            Layers = [Layer(0.886), Layer(0.5)],
            Predictions = [],
            ReadOut = ReadOut.Goodness,
            Scores = [],
        };
        Assert.Equal("accuracy 0.9513 on 10,000 images, Hoyer sparseness 0.886, 0.500", result.ToString());
    }

    private static LayerEvaluation Layer(double sparseness) => new()
    {
        Accuracy = 1,
        HoyerSparseness = sparseness,
        ActiveFraction = 0,
        SilentSamples = 0,
        DeadUnits = 0,
        PositiveGoodness = 0,
        NegativeGoodness = 0,
    };
}
