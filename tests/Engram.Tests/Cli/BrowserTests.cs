using Engram.Cli.Terminal;

namespace Engram.Tests.Cli;

public class BrowserTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("no-such-program", false)]
    public void What_opens_a_page_says_whether_it_did(string program, bool opens)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows opens files itself.");
        Assert.Equal(opens, Browser.Open("page.html", program));
    }
}
