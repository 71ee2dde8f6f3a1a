using Engram.Experiments.Evaluations;

namespace Engram.Cli.Pages;

/// <summary>The file of a page that a command writes.</summary>
internal static class PageFile
{
    /// <summary>Fails where a page cannot be written: its folder does not exist, or it is a file of one of the runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What the page is.</param>
    /// <param name="runs">Folders of runs.</param>
    /// <returns>The folder.</returns>
    public static string Require(string path, string what, IEnumerable<string> runs)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new EngramException($"The folder {folder} for the {what} does not exist; make it or name another file with --output.");
        }

        OutputFile.Require(path, "--output", runs);
        return folder;
    }
}
