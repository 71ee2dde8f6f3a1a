using System.Text.RegularExpressions;

namespace Engram.Faults.Commands;

/// <summary>A folder with the folder of a small sweep, whose runs are analyzed and reported, and that of left-out classes.</summary>
/// <param name="Workshop">Where it stands.</param>
/// <param name="Root">The folder.</param>
/// <param name="Output">The folder in it that commands are given: the sweep's, or that of left-out classes.</param>
internal sealed partial record House(Workshop Workshop, string Root, string Output)
{
    public const string SweepName = "sweep";
    public const string UnseenName = "unseen";

    /// <summary>A training so small that a start takes longer.</summary>
    public static readonly string[] Small = ["--layers", "8,6", "--batch-size", "100", "--epochs", "2", "--train-samples", "300"];

    public string SweepFile => Workshop["house.yaml"];

    /// <summary>One of the runs in the folder.</summary>
    public string Run => RunFolders().First();

    /// <summary>A folder for what commands write elsewhere.</summary>
    public string Aside => Directory.CreateDirectory(Root + "-aside").FullName;

    public IReadOnlyList<string> Common => ["--data-dir", Workshop.Data, "--threads", "1"];

    /// <summary>Whether the folder is that of left-out classes.</summary>
    public bool IsUnseen => Path.GetFileName(Output) == UnseenName;

    /// <summary>The folders of all runs, by name.</summary>
    public IEnumerable<string> RunFolders() => Directory.GetDirectories(IsUnseen ? Output : Path.Combine(Output, "runs"))
        .Where(folder => File.Exists(Path.Combine(folder, "spec.yaml"))).Order(StringComparer.Ordinal);

    /// <summary>Builds a finished house, or one whose sweep was left off.</summary>
    public static House Build(Workshop workshop)
    {
        string root = Directory.CreateDirectory(workshop["house"]).FullName;
        var house = new House(workshop, root, Path.Combine(root, SweepName));
        File.WriteAllText(house.SweepFile, """
            base:
              layers: [8, 6]
              batchSize: 100
              epochs: 2
              trainSamples: 300
              leaveOut: 3
            grid:
              model: [ff, bp]
            checkpointEvery: 1

            """);
        house.Require(["sweep", house.SweepFile, "--output", house.Output, "--workers", "1", .. house.Common]);
        foreach (string run in house.RunFolders())
        {
            house.Require(["analyze", run, .. house.Common]);
            house.Require(["report", run]);
            house.Require(["evaluate", run, "--goodness", Path.Combine(run, "goodness.npz"), .. house.Common]);
        }

        house.Require(["unseen", .. Small, "--output", Path.Combine(root, UnseenName), .. house.Common]);
        return house;
    }

    /// <summary>Leaves of a finished run what a kill before its end would have left.</summary>
    public static void LeaveOff(string run)
    {
        string record = Path.Combine(run, "run.json");
        string checksums = Path.Combine(run, "checksums.sha256");
        File.Delete(Path.Combine(run, "weights.safetensors"));
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"finished\"", "\"running\"", StringComparison.Ordinal));
        File.WriteAllLines(checksums, File.ReadLines(checksums).Where(line => line.EndsWith("spec.yaml", StringComparison.Ordinal)));
    }

    /// <summary>The same house at another place.</summary>
    public House Copy(string name)
    {
        string copy = Workshop.Copy(Root, name);
        Workshop.Remove(name + "-aside");
        return this with { Root = copy, Output = Path.Combine(copy, Path.GetFileName(Output)) };
    }

    /// <summary>Text without what differs from place to place and from time to time.</summary>
    public string Timeless(string text) => Times().Replace(text.Replace(Root, "ROOT", StringComparison.Ordinal), "TIME");

    private void Require(IReadOnlyList<string> arguments)
    {
        using EngramProcess process = Workshop.Run(arguments);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"engram {string.Join(' ', arguments)} ends with {process.ExitCode}: {string.Join(' ', process.Error)}");
        }
    }

    [GeneratedRegex("""\d+\.\d+ s\b|"seconds": [\d.E-]+|\d\d\d\d-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?""")]
    private static partial Regex Times();
}
