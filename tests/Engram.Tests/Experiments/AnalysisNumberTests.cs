using System.Text.Json;
using Engram.Experiments.Files;

namespace Engram.Tests.Experiments;

public class AnalysisNumberTests
{
    private static readonly JsonSerializerOptions _options = new() { Converters = { new UndefinedNumber(), new FiniteFloat() } };

    [Theory]
    [InlineData("[1e999]")]
    [InlineData("[-1e999]")]
    public void Numbers_that_no_computer_holds_are_refused(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<double[]>(json, _options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<float[]>(json, _options));
    }

    [Fact]
    public void Numbers_are_read_as_they_are_and_null_is_undefined()
    {
        Assert.Equal([1.5, double.NaN], JsonSerializer.Deserialize<double[]>("[1.5, null]", _options)!);
        Assert.Equal([1.5f, -3e38f], JsonSerializer.Deserialize<float[]>("[1.5, -3e38]", _options)!);
        Assert.Equal("[1.5,0.1]", JsonSerializer.Serialize<float[]>([1.5f, 0.1f], _options));
    }
}
