using Engram.Experiments.RunFiles;

namespace Engram.Tests.Experiments;

/// <summary>After which epochs weights are kept, as a text has it.</summary>
public sealed class KeptEpochsTests
{
    [Theory]
    [InlineData("every:5", "every:5", new[] { 5, 10 })]
    [InlineData("1,2,5,10", "1,2,5,10", new[] { 1, 2, 5, 10 })]
    [InlineData("10, 2,2,1", "1,2,10", new[] { 1, 2, 10 })]
    [InlineData("every:4,0,1", "0,1,every:4", new[] { 0, 1, 4, 8, 12 })]
    [InlineData("every:6,every:4", "every:4,every:6", new[] { 4, 6, 8, 12 })]
    [InlineData("0", "0", new[] { 0 })]
    public void A_text_names_epochs(string text, string canonical, int[] epochs)
    {
        KeptEpochs kept = KeptEpochs.Parse(text, "it");
        Assert.Equal(epochs, Enumerable.Range(0, 13).Where(kept.Has));
        Assert.Equal(epochs.Length, kept.CountIn(12));
        Assert.Equal(canonical, kept.ToString());
        Assert.Equal(kept, KeptEpochs.Parse(canonical, "it"));
        Assert.Matches($"^{KeptEpochs.Pattern}$", text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("every")]
    [InlineData("every:")]
    [InlineData("every:0")]
    [InlineData("every: 5")]
    [InlineData("Every:5")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1,,2")]
    [InlineData("1;2")]
    [InlineData("1000001")]
    [InlineData("99999999999")]
    public void Another_text_is_refused_with_what_it_takes(string text) => Assert.Equal(
        $"--keep-checkpoints is \"{text}\", but takes epochs from 0 to 1000000 such as 1,2,5,10, or every:5, or both.",
        Assert.Throws<EngramException>(() => KeptEpochs.Parse(text, "--keep-checkpoints")).Message);

    [Theory]
    [InlineData("5,every:5", null)]
    [InlineData("5,7,8", "7")]
    [InlineData("1,every:6", "every:6")]
    public void An_epoch_that_is_never_reached_is_refused(string text, string? which)
    {
        Exception? refused = Record.Exception(() => KeptEpochs.Parse(text, "it").RequireReached(5, "it"));
        Assert.Equal(which is null ? null : $"it has {which}, but the training has 5 epochs at most; choose from 0 to 5, or train for longer.", refused?.Message);
    }

    [Fact]
    public void Equal_sets_are_equal_and_others_are_not()
    {
        KeptEpochs one = KeptEpochs.Parse("1,every:5", "it");
        Assert.Equal(one.GetHashCode(), KeptEpochs.Parse("every:5,1", "it").GetHashCode());
        Assert.NotEqual(one, KeptEpochs.Parse("1,5", "it"));
        Assert.NotEqual(one, KeptEpochs.Parse("2,every:5", "it"));
        Assert.False(one.Equals((object?)null));
    }
}
