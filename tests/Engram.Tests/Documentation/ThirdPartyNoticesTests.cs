using System.Text.Json;
using System.Text.RegularExpressions;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Documentation;

/// <summary>The notices name exactly the files of others that the program is published with.</summary>
public partial class ThirdPartyNoticesTests
{
    [Fact]
    public void Every_file_of_others_is_named_and_no_other()
    {
        string notices = File.ReadAllText(Path.Combine(Approved.RepositoryRoot, "THIRD-PARTY-NOTICES.md"));
        Assert.Equal(
            Shipped().Order(StringComparer.Ordinal),
            Row().Matches(notices).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("LICENSE")]
    [InlineData("THIRD-PARTY-NOTICES.md")]
    [InlineData("licenses/LiberationSans.txt")]
    [InlineData("licenses/ScottPlot.txt")]
    [InlineData("licenses/SkiaSharp.txt")]
    [InlineData("licenses/dotnet.txt")]
    public void Licenses_travel_with_the_program(string name) =>
        Assert.NotEqual(0, new FileInfo(Path.Combine(AppContext.BaseDirectory, name)).Length);

    [GeneratedRegex("^\\| `([^`]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>Assemblies and native libraries of packages; a native one by its name on all systems.</summary>
    private static IEnumerable<string> Shipped()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Engram.Cli.deps.json")));
        JsonElement target = document.RootElement.GetProperty("targets").EnumerateObject().Single().Value;
        return
        [
            .. (from library in target.EnumerateObject()
                where !library.Name.StartsWith("Engram", StringComparison.Ordinal)
                from kind in (string[])["runtime", "native", "runtimeTargets"]
                where library.Value.TryGetProperty(kind, out _)
                from file in library.Value.GetProperty(kind).EnumerateObject()
                let name = Path.GetFileName(file.Name)
                where !name.EndsWith(".pdb", StringComparison.Ordinal)
                select name.StartsWith("lib", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name).Distinct(),
        ];
    }
}
