namespace Engram.Tests;

public sealed class EngramExceptionTests
{
    [Theory]
    [InlineData("The file a is damaged.", "The file a is damaged.")]
    [InlineData("The file a\nb is damaged.", @"The file a\nb is damaged.")]
    [InlineData("The key \"\u001b[2J\t\0\" is unknown.", @"The key ""\u001b[2J\t\u0000"" is unknown.")]
    public void A_message_is_one_line_that_steers_no_terminal(string message, string shown)
    {
        Assert.Equal(shown, new EngramException(message).Message);
        Assert.Equal(shown, new EngramException(message, null).Message);
    }

    [Fact]
    public void A_value_without_end_leaves_room_for_the_remedy()
    {
        string shown = new EngramException($"The key \"{new string('[', 100_000)}\" is unknown; remove it.").Message;

        Assert.InRange(shown.Length, 1900, 2100);
        Assert.StartsWith("The key \"[", shown, StringComparison.Ordinal);
        Assert.EndsWith("[\" is unknown; remove it.", shown, StringComparison.Ordinal);
    }
}
