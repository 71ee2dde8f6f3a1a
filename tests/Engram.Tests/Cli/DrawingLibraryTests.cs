using System.Diagnostics;
using Engram.Tests.Experiments.Sweeps;

namespace Engram.Tests.Cli;

/// <summary>A program beside which libSkiaSharp is no library: figures are not drawn, and all the rest is done.</summary>
public sealed class DrawingLibraryTests : IDisposable
{
    private const string Sentence = "Figures cannot be drawn because the library libSkiaSharp is missing or made for another kind of machine; install engram again for ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_it_tables_are_made_and_figures_have_a_sentence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string program = LinkProgram();
        using TinySweep sweep = new("epochs: 1", more: "analyze: true");
        Assert.Equal(0, EngramRun.Of([.. sweep.Command, "--only", sweep.Names[0]]).ExitCode);
        string run = sweep.Folder.Run(sweep.Names[0]).Path;

        (int exitCode, string output, string error) = Start(program, "results", sweep.Folder.Path);
        Assert.Equal(0, exitCode);
        Assert.StartsWith($"Warning: {Sentence}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains("Best settings", output, StringComparison.Ordinal);
        Assert.True(File.Exists(sweep.Folder.ResultsCsvPath));

        (exitCode, _, error) = Start(program, "report", run);
        Assert.Equal(1, exitCode);
        Assert.StartsWith(Sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(run, "figures")));
    }

    private static (int ExitCode, string Output, string Error) Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(EngramProcess.Command[0], [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>The program with a text in the library's place. What the host starts from has to lie there itself, or it looks beside the original.</summary>
    private string LinkProgram()
    {
        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(AppContext.BaseDirectory, path);
            string place = _folder[name];
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (Path.GetFileName(name).StartsWith("libSkiaSharp", StringComparison.Ordinal))
            {
                File.WriteAllText(place, "no library");
            }
            else if (name.StartsWith("Engram.Cli.", StringComparison.Ordinal))
            {
                File.Copy(path, place);
            }
            else
            {
                File.CreateSymbolicLink(place, path);
            }
        }

        return _folder["Engram.Cli.dll"];
    }
}
