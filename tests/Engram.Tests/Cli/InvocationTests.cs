using System.Diagnostics;
using System.Text;
using CsCheck;
using Engram.Cli.Terminal;
using Engram.Experiments.Files;

namespace Engram.Tests.Cli;

public class InvocationTests
{
    [Fact]
    public void A_tool_in_the_path_is_called_by_its_name() =>
        Assert.Equal("engram", Invocation.Find("/home/a/.dotnet/tools/engram", null, "/usr/bin:/home/a/.dotnet/tools", "/home/a"));

    [Fact]
    public void A_program_elsewhere_is_called_by_its_path() =>
        Assert.Equal("out/engram", Invocation.Find("/work/out/engram", null, "/usr/bin", "/work"));

    [Fact]
    public void A_program_in_the_current_folder_gets_a_dot() =>
        Assert.Equal("./engram", Invocation.Find("/work/engram", null, "/usr/bin", "/work"));

    [Fact]
    public void An_assembly_is_called_with_dotnet() =>
        Assert.Equal("dotnet out/Engram.Cli.dll", Invocation.Find("/usr/bin/dotnet", "/work/out/Engram.Cli.dll", "/usr/bin", "/work"));

    [Fact]
    public void A_build_tree_is_run_with_dotnet_run()
    {
        using TemporaryFolder folder = new();
        string output = Directory.CreateDirectory(folder["src/Engram.Cli/bin/Release/net10.0"]).FullName;
        File.WriteAllText(folder["src/Engram.Cli/Engram.Cli.csproj"], "");
        Assert.Equal(
            "dotnet run -c Release --project src/Engram.Cli --",
            Invocation.Find(Path.Combine(output, "Engram.Cli"), null, "/usr/bin", folder.Path));
    }

    [Theory]
    [InlineData("runs/ff-mnist-seed1", "engram evaluate runs/ff-mnist-seed1")]
    [InlineData("my runs/a", "engram evaluate 'my runs/a'")]
    [InlineData("it's", @"engram evaluate 'it'\''s'")]
    [InlineData("~", "engram evaluate '~'")]
    [InlineData(@"a\b", @"engram evaluate 'a\b'")]
    [InlineData("=ls", "engram evaluate '=ls'")]
    [InlineData("", "engram evaluate ''")]
    public void Arguments_are_quoted_where_a_shell_needs_it(string folder, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows quotes in another way.");
        Assert.Equal(command, new Invocation("engram").Command("evaluate", folder));
    }

    [Fact]
    public void A_path_is_no_option() => Assert.Equal(Path.Combine(".", "-x"), Invocation.OfPath("-x"));

    /// <summary>Many words in one process, which says what it got with zeros in between.</summary>
    [Theory]
    [InlineData("sh")]
    [InlineData("bash")]
    public void Shells_hand_over_what_was_quoted(string shell)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows quotes in another way.");
        Gen<string> word = Gen.OneOf(Gen.Char["ab-~=:\\'\"$`!#%&*?;|<>(){}[]@,+^ \t\n"], Gen.Char['\u0001', '\u024f']).Array[0, 8].Select(letters => new string(letters));
        word.Array[400].Sample(
            words =>
            {
                string command = $"printf '%s\\0' {string.Join(' ', words.Select(PosixShell.Quote))}";
                using var process = Process.Start(new ProcessStartInfo(shell, ["-c", command]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
                string[] read = process.StandardOutput.ReadToEnd().Split('\0');
                process.WaitForExit();
                Assert.Equal(words, read[..^1]);
            },
            iter: 5,
            threads: 1);
    }

    [Theory]
    [InlineData("runs\\ff-seed1", "runs\\ff-seed1")]
    [InlineData("C:\\my runs\\", "\"C:\\my runs\\\\\"")]
    [InlineData("say \"a\"", "\"say \\\"a\\\"\"")]
    [InlineData("a\\\"b", "\"a\\\\\\\"b\"")]
    [InlineData("a\\b c", "\"a\\b c\"")]
    [InlineData("@x", "\"@x\"")]
    [InlineData("", "\"\"")]
    public void Windows_programs_split_their_line_at_quotes(string text, string word) => Assert.Equal(word, WindowsShell.Quote(text));
}
