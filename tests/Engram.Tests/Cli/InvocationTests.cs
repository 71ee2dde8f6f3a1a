using Engram.Cli;

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
    [InlineData("", "engram evaluate ''")]
    public void Arguments_are_quoted_where_a_shell_needs_it(string folder, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows quotes in another way.");
        Assert.Equal(command, new Invocation("engram").Command("evaluate", folder));
    }
}
