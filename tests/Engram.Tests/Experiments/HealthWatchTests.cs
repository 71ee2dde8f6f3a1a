using Engram.Experiments.Runs;

namespace Engram.Tests.Experiments;

public class HealthWatchTests
{
    private readonly HealthWatch _watch = new(new TrainingSpec { Layers = [100, 10] }, imageCount: 1000);

    [Fact]
    public void A_healthy_layer_gives_no_warning() => Assert.Empty(_watch.Check(Metrics(silent: 500, dead: 90)));

    [Fact]
    public void A_silent_layer_gives_one_warning_and_not_one_per_epoch()
    {
        Assert.Equal(
            ["Layer 1 is silent for 501 of 1000 positive samples in epoch 3; a lower learning rate or threshold may keep it alive."],
            _watch.Check(Metrics(silent: 501, dead: 0)));
        Assert.Empty(_watch.Check(Metrics(silent: 900, dead: 0)));
    }

    [Fact]
    public void Dead_units_are_counted_against_the_layer_s_own_width()
    {
        Assert.Empty(_watch.Check(Metrics(silent: 0, dead: 10)));
        Assert.Equal(
            ["Layer 2 has 10 dead units of 10 in epoch 3; a lower learning rate or threshold may keep them alive."],
            _watch.Check(Metrics(silent: 0, dead: 10) with { LayerIndex = 1 }));
    }

    [Theory]
    [InlineData("bp", false, "Layer 1 is silent for 501 of 1000 images in epoch 3; a lower learning rate may keep it alive.", "Layer 1 has 91 dead units of 100 in epoch 3; a lower learning rate may keep them alive.")]
    [InlineData("lc", true, "Layer 1 is silent for 501 of 1000 images in epoch 3; a lower learning rate may keep it alive.", "Layer 1 has 91 dead units of 100 in epoch 3; a lower learning rate may keep them alive.")]
    [InlineData("conv-lc", false, "Layer 1 is silent for 501 of 1000 images in epoch 3; a lower learning rate or batchNormalization may keep it alive.", "Layer 1 has 91 dead channels of 100 in epoch 3; a lower learning rate or batchNormalization may keep them alive.")]
    public void Advice_names_only_what_the_model_has(string model, bool normalizesBatches, params string[] warnings)
    {
        HealthWatch watch = new(new TrainingSpec { Model = model, Layers = [100, 10], BatchNormalization = normalizesBatches }, imageCount: 1000);
        Assert.Equal(warnings, watch.Check(Metrics(silent: 501, dead: 91)));
    }

    private static EpochMetrics Metrics(int silent, int dead) => new()
    {
        LayerIndex = 0,
        EpochIndex = 2,
        Loss = 1,
        PositiveGoodness = 1,
        NegativeGoodness = 1,
        ActiveFraction = 0.1,
        SilentSamples = silent,
        DeadUnits = dead,
        Seconds = 1,
    };
}
