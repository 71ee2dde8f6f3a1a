using System.CommandLine;

namespace Engram.Cli.Parsing;

/// <summary>Options and arguments that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<bool> OtherData(string consequence) =>
        Flag("--other-data", $"Other data than before are meant: {consequence}.");

    public static Option<string> DataDirectory() => new("--data-dir")
    {
        HelpName = "folder",
        Description = "Folder of data sets, and the only one that is searched. [default: the usual places]",
    };

    public static Argument<string> DatasetName()
    {
        string[] names = [.. DatasetCatalog.All.Select(dataset => dataset.Name)];
        var name = new Argument<string>("name") { Description = $"One of {string.Join(", ", names)}." };
        name.CompletionSources.Add(_ => names);
        return name;
    }

    public static Option<int?> Threads() => new("--threads")
    {
        HelpName = "n",
        Description = "Worker threads; they change the time and nothing else. [default: all cores]",
    };

    public static Option<bool> Json(string document) => Flag("--json", $"Print only {document} as JSON.");

    /// <summary>An option that is there or not and takes no value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.Zero,
    };
}
