namespace Engram.Tests.TestSupport;

/// <summary>
/// Compares a text with a file of the repository. Where they differ the new text is written beside it as <c>name.received.txt</c>. One switch takes all
/// new texts over: the tests run once with <c>ENGRAM_ACCEPT=1</c>, and the difference is looked at before it is committed.
/// </summary>
internal static class Approved
{
    private const string Accept = "ENGRAM_ACCEPT";

    public static string RepositoryRoot { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Compares with <c>approved/name.txt</c> of the command's tests.</summary>
    public static void Verify(string text, string name) => VerifyFile(text, Path.Combine("tests", "Engram.Tests", "Cli", "approved", name + ".txt"));

    /// <summary>Compares with any file of the repository, named from its root.</summary>
    public static void VerifyFile(string text, string file)
    {
        string path = Path.Combine(RepositoryRoot, file);
        string received = Path.ChangeExtension(path, ".received" + Path.GetExtension(path));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (text == approved)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{path} is stale; compare it with {received} and, if that is right, run the tests once with {Accept}=1.\n{FirstDifference(approved, text)}");
    }

    private static string FirstDifference(string approved, string text)
    {
        string[] old = approved.Split('\n');
        string[] now = text.Split('\n');
        int line = Enumerable.Range(0, Math.Max(old.Length, now.Length))
            .First(i => old.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"Line {line + 1}\n  was: {old.ElementAtOrDefault(line)}\n  is:  {now.ElementAtOrDefault(line)}";
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Engram.slnx"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository."));
}
