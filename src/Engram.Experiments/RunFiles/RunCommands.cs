using Engram.Experiments.Files;

namespace Engram.Experiments.RunFiles;

/// <summary>Commands about a run for sentences, with the options that they need to do what is said of them.</summary>
internal static class RunCommands
{
    public static string Resume(RunFolder folder) => Of("train --resume", folder);

    public static string Analyze(RunFolder folder) => Of("analyze", folder);

    /// <summary>Makes an analysis, of the images that it is of.</summary>
    public static string Analyze(AnalysisFolder folder) => folder.IsOfOtherData ? AnalyzeOther(folder.Run) : Analyze(folder.Run);

    public static string AnalyzeOther(RunFolder folder) => $"engram analyze {Word(folder.Path)} --other-data";

    public static string ReadOut(RunFolder folder, bool otherData) => otherData ? $"engram read-out {Word(folder.Path)} --other-data" : Of("read-out", folder);

    public static string Lesion(RunFolder folder, bool otherData) => otherData ? $"engram lesion {Word(folder.Path)} --other-data" : Of("lesion", folder);

    private static string Of(string command, RunFolder folder)
    {
        string data = RunWatch.ReadRecord(folder)?.DataDirectory is { } directory ? $" --data-dir {Word(directory)}" : "";
        return $"engram {command} {Word(folder.Path)}{data}";
    }

    /// <summary>A path as a shell takes it for one word, and the program not for an option.</summary>
    private static string Word(string path) => OperatingSystem.IsWindows()
        ? (path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path)
        : PosixShell.Quote(path.StartsWith('-') ? Path.Combine(".", path) : path);
}
