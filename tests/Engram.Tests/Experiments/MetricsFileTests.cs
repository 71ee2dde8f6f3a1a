using Engram.Experiments.RunFiles;

namespace Engram.Tests.Experiments;

public class MetricsFileTests
{
    private static readonly EpochMetrics First = new()
    {
        LayerIndex = 0,
        EpochIndex = 4,
        Loss = 0.1 + 0.2,
        PositiveGoodness = 4,
        NegativeGoodness = 1.5,
        ActiveFraction = 1e-7,
        SilentSamples = 3,
        DeadUnits = 12,
        Seconds = 0.25,
    };

    [Fact]
    public void A_row_counts_from_one_and_keeps_every_bit() =>
        Assert.Equal("1,5,0.30000000000000004,4,1.5,1E-07,3,0.25,12", MetricsFile.Row(First));

    [Fact]
    public void A_model_trained_as_a_whole_has_no_layer() =>
        Assert.StartsWith(",5,", MetricsFile.Row(First with { LayerIndex = null }), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_finite_number_is_empty_and_can_be_read()
    {
        EpochMetrics infinite = First with { PositiveGoodness = double.PositiveInfinity, NegativeGoodness = double.NaN };
        Assert.Equal("1,5,0.30000000000000004,,,1E-07,3,0.25,12", MetricsFile.Row(infinite));
        using TemporaryFolder folder = new();
        MetricsFile.Write(folder["metrics.csv"], [infinite], validates: false);
        EpochMetrics read = Assert.Single(MetricsFile.Read(folder["metrics.csv"], 2));
        Assert.Equal((double.NaN, null), (read.PositiveGoodness, read.NegativeGoodness));
    }

    [Fact]
    public void A_row_that_cannot_be_added_is_a_sentence()
    {
        using TemporaryFolder folder = new();
        string path = folder["none/metrics.csv"];
        Assert.Equal(
            $"{path} cannot be written because its folder does not exist; create the folder first.",
            Assert.Throws<EngramException>(() => MetricsFile.Append(path, First)).Message);
    }

    [Fact]
    public void A_table_that_was_removed_is_not_made_anew_by_its_next_row()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<EngramException>(() => MetricsFile.Append(folder["metrics.csv"], First));
        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("3,1")]
    [InlineData("0,1")]
    [InlineData("1,0")]
    public void A_row_of_a_layer_or_epoch_that_there_is_not_is_damage(string start)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["metrics.csv"], $"{MetricsFile.Header}\n{start},0.3,4,1.5,0.1,3,0.25,12\n");
        Assert.Equal(
            $"{folder["metrics.csv"]} has a row of a layer or an epoch that there is not, or an accuracy that is no share; restore it from a copy, or train again.",
            Assert.Throws<EngramException>(() => MetricsFile.Read(folder["metrics.csv"], layerCount: 2)).Message);
    }

    [Fact]
    public void The_accuracy_on_validation_images_is_a_column_of_its_own()
    {
        using TemporaryFolder folder = new();
        EpochMetrics validated = First with { ValidationAccuracy = 0.1 + 0.2 };
        MetricsFile.Write(folder["metrics.csv"], [validated], validates: true);
        MetricsFile.Append(folder["metrics.csv"], validated with { EpochIndex = 5, ValidationAccuracy = 1 });
        Assert.Equal(
            [
                $"{MetricsFile.Header},validationAccuracy",
                "1,5,0.30000000000000004,4,1.5,1E-07,3,0.25,12,0.30000000000000004",
                "1,6,0.30000000000000004,4,1.5,1E-07,3,0.25,12,1",
            ],
            File.ReadAllLines(folder["metrics.csv"]));
        Assert.Equal([0.1 + 0.2, 1], MetricsFile.Read(folder["metrics.csv"], 2).Select(metrics => metrics.ValidationAccuracy));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    public void An_accuracy_that_is_no_share_is_damage(string accuracy)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["metrics.csv"], $"{MetricsFile.Header},validationAccuracy\n1,1,0.3,4,1.5,0.1,3,0.25,12,{accuracy}\n");
        Assert.Equal(
            $"{folder["metrics.csv"]} has a row of a layer or an epoch that there is not, or an accuracy that is no share; restore it from a copy, or train again.",
            Assert.Throws<EngramException>(() => MetricsFile.Read(folder["metrics.csv"], layerCount: 2)).Message);
    }

    [Fact]
    public void Writing_drops_what_is_not_in_the_history()
    {
        using TemporaryFolder folder = new();
        MetricsFile.Write(folder["metrics.csv"], [First], validates: false);
        MetricsFile.Append(folder["metrics.csv"], First with { EpochIndex = 5 });
        File.AppendAllText(folder["metrics.csv"], "1,7,0.3");
        MetricsFile.Write(folder["metrics.csv"], [First, First with { EpochIndex = 5 }], validates: false);
        Assert.Equal(
            [
                "layer,epoch,loss,positiveGoodness,negativeGoodness,activeFraction,silentSamples,seconds,deadUnits",
                "1,5,0.30000000000000004,4,1.5,1E-07,3,0.25,12",
                "1,6,0.30000000000000004,4,1.5,1E-07,3,0.25,12",
            ],
            File.ReadAllLines(folder["metrics.csv"]));
    }
}
