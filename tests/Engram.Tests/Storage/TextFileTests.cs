using Engram.Experiments.Specs;
using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class TextFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("key: ä\n")]
    public void A_text_is_read_as_it_is(string text)
    {
        File.WriteAllText(_folder["a"], text);

        Assert.Equal(text, TextFile.Read(_folder["a"]));
    }

    [Fact]
    public void A_text_that_is_longer_than_any_is_not_read_to_its_end()
    {
        File.WriteAllBytes(_folder["a"], new byte[11]);

        Assert.Equal(11, TextFile.Read(_folder["a"], mostBytes: 11).Length);
        Assert.Equal(
            "it has more than 10 bytes, which no such file needs",
            Assert.Throws<IOException>(() => TextFile.Read(_folder["a"], mostBytes: 10)).Message);
    }

    [Fact]
    public void A_device_without_end_is_no_spec()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/zero.");

        Assert.Equal(
            "The spec /dev/zero cannot be read because it has more than 16777216 bytes, which no such file needs; name an existing YAML file.",
            Assert.Throws<EngramException>(() => SpecFile.Read("/dev/zero")).Message);
    }
}
