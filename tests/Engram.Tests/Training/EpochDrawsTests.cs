using Engram.Data;
using Engram.Tests.TestSupport;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>Draws made ahead are those of their epoch, whatever was drawn before.</summary>
public class EpochDrawsTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(70);
    private static readonly byte[] _labels = PhasedTrainer.TrainedLabels(_train);

    [Fact]
    public void An_epoch_gets_its_own_draws_whether_they_were_made_ahead_or_not()
    {
        TrainingPosition[] epochs = [new(0, 0, 0), new(0, 1, 0), new(1, 0, 0), new(2, 5, 0), new(0, 1, 0)];
        EpochDraws draws = new(Create);
        for (int index = 0; index < epochs.Length; index++)
        {
            // The fourth epoch is not the one that was expected after the third, as after a resumption.
            TrainingPosition? following = index switch { 2 => new TrainingPosition(1, 1, 0), 4 => null, _ => epochs[index + 1] };
            RequireDrawsOf(epochs[index], draws.Take(epochs[index], following));
        }
    }

    [Fact]
    public void Any_place_in_an_epoch_gets_the_epochs_draws()
    {
        EpochDraws draws = new(Create);
        draws.Expect(new TrainingPosition(0, 3, 2));
        RequireDrawsOf(new TrainingPosition(0, 3, 0), draws.Take(new TrainingPosition(0, 3, 2), null));
    }

    [Fact]
    public void Draws_in_use_are_left_alone_while_the_next_are_made()
    {
        EpochDraws draws = new(Create);
        EpochDraw current = draws.Take(new TrainingPosition(0, 0, 0), new TrainingPosition(0, 1, 0));
        draws.Expect(new TrainingPosition(0, 2, 0));
        EpochDraw next = draws.Take(new TrainingPosition(0, 2, 0), null);
        Assert.NotSame(current, next);
        RequireDrawsOf(new TrainingPosition(0, 0, 0), current);
    }

    [Fact]
    public void Without_a_policy_there_is_an_order_alone()
    {
        EpochDraw draw = new(new TrainingSpec(), _train, _labels, null);
        draw.Draw(new TrainingPosition(0, 0, 0));
        Assert.Equal(Enumerable.Range(0, 70), draw.Order.Order());
        Assert.All(draw.WrongLabels, label => Assert.Equal(0, label));
    }

    [Fact]
    public void A_policy_that_asks_the_network_cannot_draw_ahead()
    {
        Assert.Equal(["hard"], NegativePolicies.All.Where(policy => policy.AsksNetwork).Select(policy => policy.Name));
        EpochDraw draw = new(new TrainingSpec(), _train, _labels, NegativePolicies.Find("hard"));
        Assert.Throws<InvalidOperationException>(() => draw.Draw(new TrainingPosition(0, 0, 0)));
    }

    private static EpochDraw Create() => new(new TrainingSpec(), _train, _labels, NegativePolicies.Find("resampled"));

    private static void RequireDrawsOf(TrainingPosition epoch, EpochDraw draw)
    {
        EpochDraw expected = Create();
        expected.Draw(epoch);
        Assert.Equal(expected.Order, draw.Order);
        Assert.Equal(expected.WrongLabels, draw.WrongLabels);
    }
}
