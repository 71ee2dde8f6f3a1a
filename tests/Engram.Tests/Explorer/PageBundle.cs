using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Engram.Storage;

namespace Engram.Tests.Explorer;

/// <summary>What a page holds of a run, taken out of its text as a browser does it.</summary>
internal sealed partial class PageBundle
{
    private PageBundle(JsonElement description, SafetensorsFile tensors)
    {
        Description = description;
        Tensors = tensors;
    }

    public JsonElement Description { get; }

    public SafetensorsFile Tensors { get; }

    public static PageBundle[] Of(string page)
    {
        JsonElement[] descriptions = [.. JsonDocument.Parse(Descriptions().Match(page).Groups[1].Value).RootElement.EnumerateArray()];
        SafetensorsFile[] tensors = [.. Bundles().Matches(page).Select(match => Unpack(match.Groups[1].Value))];
        Assert.Equal(descriptions.Length, tensors.Length);
        return [.. descriptions.Zip(tensors, (description, file) => new PageBundle(description, file))];
    }

    /// <summary>Lists of a tensor, as <c>ensembles.csv</c> writes one: numbers with a space between.</summary>
    public string[] Lists(string name)
    {
        int[] values = Tensors.ReadInts(name);
        int[] starts = Tensors.ReadInts($"{name}.starts");
        return [.. starts.Zip(starts.Skip(1), (first, end) => string.Join(' ', values[first..end]))];
    }

    private static SafetensorsFile Unpack(string text)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var file = new MemoryStream();
        gzip.CopyTo(file);
        file.Position = 0;
        return SafetensorsFile.Read(file, "the page");
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"runs\">(.*?)</script>")]
    private static partial Regex Descriptions();

    [GeneratedRegex("<script type=\"text/plain\" id=\"bundle-[0-9]+\">(.*?)</script>")]
    private static partial Regex Bundles();
}
