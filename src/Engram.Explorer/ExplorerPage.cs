using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Engram.Experiments.Analyses;
using Engram.Explorer.Bundles;
using Engram.Storage;

namespace Engram.Explorer;

/// <summary>Writes the explorer of runs: one HTML file with all of its data, which needs nothing else, and no network.</summary>
public static partial class ExplorerPage
{
    // Scripts share one scope, in this order; the last one begins.
    private static readonly string[] _scripts =
    [
        "page.js", "bundle.js", "run.js", "epochs.js", "state.js", "colors.js", "pictures.js", "charts.js", "links.js", "unit-map.js", "unit-page.js", "class-page.js", "layer-page.js", "keys.js", "explorer.js",
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <param name="title">What the page is called.</param>
    /// <param name="runs">The runs, in the order in which they can be chosen; they may differ in their data and in all else.</param>
    /// <exception cref="EngramException">There are no runs, or the file cannot be written.</exception>
    public static void Write(string path, string title, IReadOnlyList<ExploredRun> runs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
        {
            throw new EngramException("An explorer needs at least one analyzed run, but none was given; name a run's folder.");
        }

        AtomicFile.WriteAllText(path, Format(title, runs));
    }

    /// <summary>The page as a text.</summary>
    internal static string Format(string title, IReadOnlyList<ExploredRun> runs)
    {
        string[] names = [.. runs.Select(run => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Run.Folder))))];
        (RunDescription Description, string Data)[] bundles =
        [
            .. runs.Select((run, index) => RunBundle.Of(run, names.Count(name => name == names[index]) == 1 ? names[index] : run.Run.Folder)),
        ];
        Dictionary<string, string> parts = new()
        {
            ["title"] = HtmlEncoder.Default.Encode(title),
            ["styles"] = Resource("explorer.css"),
            ["scripts"] = string.Concat(_scripts.Select(Resource)),
            ["runs"] = JsonSerializer.Serialize([.. bundles.Select(bundle => bundle.Description)], ExplorerJson.Default.RunDescriptionArray),
            ["bundles"] = string.Concat(bundles.Select((bundle, index) => $"<script type=\"text/plain\" id=\"bundle-{index}\">{bundle.Data}</script>\n")),
        };

        // In one pass: what a title or a class is called may look like the place of another part.
        return Places().Replace(Resource("explorer.html"), place => parts[place.Groups[1].Value]);
    }

    [GeneratedRegex("{{([a-z]+)}}")]
    private static partial Regex Places();

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ExplorerPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
