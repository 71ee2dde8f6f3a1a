using Engram.KernelTexts;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Kernels;

/// <summary>The unrolled kernels are written by a program; what it writes is committed.</summary>
public class KernelTextTests
{
    public static TheoryData<string> Paths => [.. KernelFile.All.Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_file_of_kernels_is_what_the_templates_write(string path)
    {
        string committed = File.ReadAllText(Path.Combine(Approved.RepositoryRoot, path)).ReplaceLineEndings("\n");

        Assert.True(
            committed == KernelFile.All.Single(file => file.Path == path).Text,
            $"{path} is not what tools/Engram.KernelTexts writes; change its templates, then: dotnet run --project tools/Engram.KernelTexts");
    }

    // A file that no template writes any more would go on being compiled.
    [Fact]
    public void No_other_file_says_that_it_is_written_by_the_program() => Assert.Equal(
        KernelFile.All.Select(file => file.Path).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Approved.RepositoryRoot, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadLines(path).FirstOrDefault() == KernelFile.Header)
            .Select(path => Path.GetRelativePath(Approved.RepositoryRoot, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void A_hole_indents_its_lines_and_takes_its_own_line_with_it_where_it_is_empty() => Assert.Equal(
        "a\n    b\n\n    c\nd 1",
        Source.Text(
            $"""
            a
                {"b\n\nc"}
                {Array.Empty<string>()}
            d {1}
            """));
}
