using Engram.Analysis.Labels;
using Engram.Analysis.Representations;
using Engram.Labels;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class LabelPredictionsTests
{
    // Two samples, two layers, three labels.
    private static readonly LabelPredictions _predictions = new(
        [
            1, 2, 3,
            9, 0, 0,
            4, 4, 1,
            0, 5, 5,
        ],
        layerCount: 2,
        labelCount: 3);

    [Fact]
    public void The_largest_score_over_a_range_of_layers_is_predicted()
    {
        PredictionRule sum = PredictionRules.Find("sum");
        Assert.Equal([2, 0], _predictions.Predict(sum, 0, 1));
        Assert.Equal([0, 1], _predictions.Predict(sum, 1, 2));
        Assert.Equal([0, 1], _predictions.Predict(sum, 0, 2));
    }

    [Fact]
    public void Of_some_equal_scores_the_first_is_predicted_and_of_all_none()
    {
        LabelPredictions ties = new([7, 7, 7, 0, 3, 3, 2, 1, 2], layerCount: 1, labelCount: 3);
        Assert.Equal([EvaluationResult.NoPrediction, 1, 0], ties.Predict(PredictionRules.Find("sum"), 0, 1));
        Assert.Equal([EvaluationResult.NoPrediction, 1, 0], ties.Predict(PredictionRules.Find("softmax"), 0, 1));
    }

    [Theory]
    [InlineData(new float[] { 2, float.NaN, 1 }, LargestScore.None)]
    [InlineData(new float[] { float.NaN, 1, 2 }, LargestScore.None)]
    [InlineData(new float[] { 0, 0, 0 }, LargestScore.None)]
    [InlineData(new float[] { 3 }, 0)]
    [InlineData(new float[] { 1, 5, 5 }, 1)]
    [InlineData(new float[] { -2, -1, -2 }, 1)]
    public void The_largest_score_is_one_that_something_speaks_for(float[] scores, int place) =>
        Assert.Equal(place, LargestScore.Find<float>(scores));

    [Fact]
    public void Ensembles_that_are_all_activated_alike_name_no_class()
    {
        using WorkerPool workers = new(1);
        HiddenRepresentations shown = new([0, 1, 0], [[2, 2, 2, 0, 1, 2, 0, 0, 0]]);
        Assert.Equal([EnsembleDecoder.None, 1, EnsembleDecoder.None], EnsembleDecoder.Decode(shown, 0, [[0], [1, 2]], workers)!);
        Assert.Equal([0, EnsembleDecoder.None, EnsembleDecoder.None], EnsembleDecoder.Decode(shown, 0, [[0], []], workers)!);
    }

    [Fact]
    public void Softmax_and_sum_can_disagree()
    {
        // One layer is sure of label 0, two lean towards label 1.
        LabelPredictions predictions = new([100, 0, 0, 2, 0, 2], layerCount: 3, labelCount: 2);
        Assert.Equal([0], predictions.Predict(PredictionRules.Find("sum"), 0, 3));
        Assert.Equal([1], predictions.Predict(PredictionRules.Find("softmax"), 0, 3));
    }

    [Fact]
    public void Mean_goodness_is_split_by_the_true_label()
    {
        (double positive, double negative) = _predictions.MeanScore(0, [2, 1]);
        Assert.Equal((3 + 4) / 2.0, positive, 1e-12);
        Assert.Equal((1 + 2 + 4 + 1) / 4.0, negative, 1e-12);
        (positive, negative) = _predictions.MeanScore(1, [0, 0]);
        Assert.Equal((9 + 0) / 2.0, positive, 1e-12);
        Assert.Equal((0 + 0 + 5 + 5) / 4.0, negative, 1e-12);
    }

    [Fact]
    public void Accuracy_is_the_share_of_right_predictions()
    {
        Assert.Equal(0.75, LabelPredictions.Accuracy([1, 2, 3, 4], [1, 2, 3, 5]));
        Assert.Equal(0, LabelPredictions.Accuracy([1], [2]));
        Assert.Equal(1, LabelPredictions.Accuracy([1], [1]));
    }

    [Theory]
    [InlineData(0, new int[] { 1, EvaluationResult.NoPrediction })]
    [InlineData(1, new int[] { 0, 2 })]
    [InlineData(2, new int[] { 0, 1 })]
    public void A_label_that_was_not_trained_is_never_predicted(int untrained, int[] expected)
    {
        LabelPredictions predictions = new([5, 4, 3, 1, 2, 2], layerCount: 1, labelCount: 3, untrained);
        Assert.Equal(expected, predictions.Predict(PredictionRules.Find("sum"), 0, 1));
    }
}
