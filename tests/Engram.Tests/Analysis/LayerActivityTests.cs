using Engram.Analysis.Representations;
using Engram.Objectives;

namespace Engram.Tests.Analysis;

public class LayerActivityTests
{
    [Fact]
    public void Sparseness_and_active_fraction_are_of_correct_samples_silence_and_death_of_all()
    {
        LayerActivity activity = new(4, new L2NormGoodness());
        activity.Add([3, 4, 0, 0], correct: true);
        activity.Add([1, 1, 1, 1e-20f], correct: false);
        activity.Add([0, 0, 0, 0], correct: true);
        activity.Add([0, 0, 0, 0], correct: false);
        activity.Add([0, 0, 2, 0], correct: true);

        Assert.Equal((0.6 + 1) / 2, activity.HoyerSparseness, 1e-6);
        Assert.Equal((2 + 0 + 1) / 12.0, activity.ActiveFraction, 1e-12);
        Assert.Equal(2, activity.SilentSamples);
        Assert.Equal(0, activity.DeadUnits);
    }

    [Fact]
    public void A_layer_of_one_unit_has_no_sparseness()
    {
        LayerActivity activity = new(1, new L2NormGoodness());
        activity.Add([0.1f], correct: true);
        Assert.True(double.IsNaN(activity.HoyerSparseness));
        Assert.Equal(1, activity.ActiveFraction);
    }

    [Fact]
    public void Units_that_no_sample_activates_are_dead()
    {
        LayerActivity activity = new(3, new L2NormGoodness());
        activity.Add([0, 5, 0], correct: false);
        Assert.Equal(2, activity.DeadUnits);
    }

    [Fact]
    public void Without_a_correct_sample_there_is_no_mean()
    {
        LayerActivity activity = new(3, new L2NormGoodness());
        Assert.True(double.IsNaN(activity.HoyerSparseness) && double.IsNaN(activity.ActiveFraction));
        activity.Add([1, 0, 0], correct: false);
        Assert.True(double.IsNaN(activity.HoyerSparseness) && double.IsNaN(activity.ActiveFraction));
        activity.Add([0, 0, 0], correct: true);
        Assert.True(double.IsNaN(activity.HoyerSparseness));
        Assert.Equal(0, activity.ActiveFraction);
    }
}
