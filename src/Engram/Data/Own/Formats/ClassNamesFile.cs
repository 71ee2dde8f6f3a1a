using Engram.Storage;

namespace Engram.Data.Own.Formats;

/// <summary>Names of classes, one a line, in the order of the labels: <c>classes.txt</c> in the folder of the images, or beside the file.</summary>
internal static class ClassNamesFile
{
    private const string Name = "classes.txt";

    /// <summary>The names; null where there is no such file.</summary>
    /// <exception cref="EngramException">It cannot be read, or names a class twice or not at all.</exception>
    public static (string Path, string[] Names)? Read(string dataPath)
    {
        string file = Path.Combine(Directory.Exists(dataPath) ? dataPath : Path.GetDirectoryName(Path.GetFullPath(dataPath))!, Name);
        return File.Exists(file) ? (file, ReadLines(file)) : null;
    }

    /// <summary>The lines of a file of names.</summary>
    internal static string[] ReadLines(string file)
    {
        string text = FileFailure.GuardReading(file, () => TextFile.Read(file, TextFile.LargestInput));

        string[] names = [.. text.TrimEnd().Split('\n').Select(line => line.Trim())];
        if (Array.IndexOf(names, "") is >= 0 and var empty)
        {
            throw new EngramException($"{file} has no name on line {empty + 1}; write one name a line.");
        }

        var seen = new HashSet<string>();
        return Array.Find(names, name => !seen.Add(name)) is { } twice
            ? throw new EngramException($"{file} names {twice} twice; give every class a name of its own.")
            : names;
    }
}
