using Engram.Analysis;
using Engram.Analysis.Statistics;
using Engram.Experiments.Specs;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using Engram.Reports.Html;
using ScottPlot;

namespace Engram.Tests.Reports;

public sealed class ReportNumbersTests
{
    [Fact]
    public void Shares_have_no_leading_zero()
    {
        Assert.Equal(".9581", Numbers.Accuracy(0.95814));
        Assert.Equal("1.0000", Numbers.Accuracy(1));
        Assert.Equal(".886", Numbers.Share(0.886));
        Assert.Equal("−.02", Numbers.Tick(-0.02));
        Assert.Equal("0", Numbers.Tick(0));
        Assert.Equal("–", Numbers.Share(double.NaN));
    }

    [Theory]
    [InlineData(0, 1, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(-0.03, 31, 5, new[] { 0.0, 5, 10, 15, 20, 25, 30 })]
    [InlineData(2, 2, 5, new[] { 2.0 })]
    public void Axes_have_round_numbers(double low, double high, int count, double[] expected)
    {
        Assert.Equal(expected, Scale.RoundSteps(low, high, count).Select(step => Math.Round(step, 9)));
    }

    [Fact]
    public void Round_steps_lie_on_the_axis() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Double[-1e6, 1e6], CsCheck.Gen.Double[1e-6, 1e6]),
        (low, span) =>
        {
            double[] steps = [.. Scale.RoundSteps(low, low + span, 5)];
            return steps.Length is >= 2 and <= 9 && steps[0] >= low - (1e-6 * span) && steps[^1] <= low + span + (1e-6 * span);
        });

    [Fact]
    public void The_end_of_an_axis_is_round_and_not_below_the_value() => CsCheck.Check.Sample(
        CsCheck.Gen.Double[1e-6, 1e6],
        value => Scale.RoundUp(value) >= value * (1 - 1e-9) && Scale.RoundUp(value) < 1.4 * value);

    [Fact]
    public void One_run_has_a_mean_and_no_interval()
    {
        Assert.Equal(new RunStatistics(1, 0.5, null, null, null), RunMeans.Of([0.5, null, double.NaN]));
        Assert.Null(RunMeans.Of([null, double.NaN]));
    }

    [Fact]
    public void Several_runs_have_a_deviation_and_a_range()
    {
        RunStatistics three = RunMeans.Of([1, 2, 6])!;
        Assert.Equal(3, three.Mean);
        Assert.Equal(Math.Sqrt(7), three.StandardDeviation!.Value, 12);
        Assert.Equal((1, 6), (three.Lower, three.Upper));
        Assert.Equal(three, RunMeans.Of([1, 2, 6]));
    }

    [Fact]
    public void Narrowing_keeps_the_mean_of_a_row()
    {
        float[] row = [.. Enumerable.Range(0, 784).Select(i => (float)Math.Sin(i))];
        float[] narrow = HeatMap.Narrow(row, 300);
        Assert.Equal(300, narrow.Length);
        Assert.Equal(row.Average(), narrow.Average(), 5);
        Assert.Equal([1.5f, 3.5f], HeatMap.Narrow([1, 2, 3, 4], 2));
        Assert.Equal([1, 2], HeatMap.Narrow([1, 2], 5));
    }

    [Fact]
    public void Units_stand_with_those_that_prefer_the_same_class()
    {
        float[][] means = [[0, 3, 1, 0], [2, 0, 0, 0]];
        LayerRepresentation layer = SyntheticReports.Small.Build().Analysis.Correct.Layers[0] with { UnitCount = 4, ClassMeans = means };
        Assert.Equal([1, 2, 0, 3], UnitOrder.ByPreferredClass(layer));
    }

    [Fact]
    public void Runs_that_differ_in_their_seed_only_are_one_group()
    {
        var seeds = ReportData.Of(SyntheticReports.All["several seeds"]);
        Assert.Equal(["FF", "BP"], seeds.Groups.Select(group => group.Label));
        Assert.Equal([3, 1], seeds.Groups.Select(group => group.Runs.Count));

        var settings = ReportData.Of(SyntheticReports.All["two settings of one model"]);
        Assert.Equal(["FF (1)", "FF (2)"], settings.Groups.Select(group => group.Label));
        Assert.Equal(["learningRate 0.01", "learningRate 0.001"], settings.Groups.Select(group => group.Difference));
        Assert.NotEqual(settings.Groups[0].Style.Color, settings.Groups[1].Style.Color);

        var leftOut = ReportData.Of(SyntheticReports.All["classes left out"]);
        Assert.Equal([1, 2, 1], leftOut.Groups.Concat(leftOut.LeftOut).Select(group => group.Runs.Count));
    }

    [Fact]
    public void A_quantity_gets_darker_and_never_lighter()
    {
        double[] lightness = [.. Enumerable.Range(0, 65).Select(step => Lightness(FigureColors.Quantity(step / 64.0)))];
        Assert.Equal(255, lightness[0], 3);
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second < pair.First));
    }

    [Fact]
    public void On_a_dark_page_a_quantity_gets_lighter_and_never_darker()
    {
        double[] lightness = [.. Enumerable.Range(0, 65).Select(step => Lightness(FigureTheme.Dark.Draw(() => FigureColors.Quantity(step / 64.0))))];
        Assert.Equal(Lightness(FigureTheme.Dark.Paper), lightness[0], 3);
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        Assert.Same(FigureTheme.Light, FigureTheme.Current);
    }

    [Fact]
    public void Text_in_words()
    {
        Assert.Equal("a, b and c", ReportWords.List(["a", "b", "c"]));
        Assert.Equal("a", ReportWords.List(["a"]));
        Assert.Equal(
            "layers 784 × 784 × 784, learning rate .01, 1200 epochs per layer, batch 1024, fixed negatives, no biases",
            ReportWords.Setting(PaperSettings.Full("mnist", "ff").Training));
        Assert.EndsWith("batch 2048", ReportWords.Setting(PaperSettings.Full("mnist", "bp").Training), StringComparison.Ordinal);
        Assert.Equal("5 min 12 s", ReportWords.Duration(312.4));
        Assert.Equal("2 h 5 min", ReportWords.Duration(7530));
        Assert.Equal("1 run", ReportWords.Counted(1, "run"));
    }

    private static double Lightness(Color color) => (0.2126 * color.R) + (0.7152 * color.G) + (0.0722 * color.B);
}
