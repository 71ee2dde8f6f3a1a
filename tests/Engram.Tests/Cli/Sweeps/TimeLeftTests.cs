using Engram.Cli.Terminal;

namespace Engram.Tests.Cli.Sweeps;

public class TimeLeftTests
{
    private readonly ManualClock _clock = new();
    private readonly TimeLeft _timeLeft;

    public TimeLeftTests() => _timeLeft = new TimeLeft(_clock);

    [Fact]
    public void Nothing_is_known_at_first() => Assert.Null(_timeLeft.Update(0, 100));

    [Fact]
    public void Steady_speed_gives_the_rest_at_that_speed()
    {
        _timeLeft.Update(0, 100);
        _clock.Advance(5);
        Assert.Equal(TimeSpan.FromSeconds(15), _timeLeft.Update(25, 100));
    }

    [Fact]
    public void A_resumed_training_counts_from_where_it_was_resumed()
    {
        _timeLeft.Update(50, 100);
        _clock.Advance(5);
        Assert.Equal(TimeSpan.FromSeconds(5), _timeLeft.Update(75, 100));
    }

    [Fact]
    public void A_change_of_speed_is_the_whole_truth_after_fifteen_seconds()
    {
        long steps = 0;
        for (int second = 0; second < 40; second++)
        {
            _timeLeft.Update(steps, 1000);
            steps += second < 20 ? 10 : 1;
            _clock.Advance(1);
        }

        Assert.Equal(1000 - steps, _timeLeft.Update(steps, 1000)!.Value.TotalSeconds, 6);
    }
}
