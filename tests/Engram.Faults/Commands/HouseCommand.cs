namespace Engram.Faults.Commands;

/// <summary>A command on a house, and what is to be the same whenever it ends well.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Arguments">Its words.</param>
/// <param name="Result">What it shows or leaves, without times; the lines are those that it prints.</param>
internal sealed record HouseCommand(string Name, Func<House, IReadOnlyList<string>> Arguments, Func<House, IReadOnlyCollection<string>, string> Result)
{
    public static IReadOnlyList<HouseCommand> All { get; } =
    [
        new("train", house => ["train", "--resume", house.Run, .. house.Common], (house, _) => Finished(house.Run)),
        new("evaluate", house => ["evaluate", house.Run, "--json", "--goodness", Path.Combine(house.Aside, "goodness.npz"), .. house.Common],
            (house, lines) => Printed(house, lines) + Files(house.Aside, "goodness.npz")),
        new("export", house => ["export", house.Run, "--onnx", Path.Combine(house.Aside, "network.onnx")], (house, _) => Files(house.Aside, "network.onnx")),
        new("analyze", house => ["analyze", house.Run, "--json", .. house.Common], (house, lines) => Printed(house, lines) + Analysis(house.Run)),
        new("read-out", house => ["read-out", house.Run, "--epochs", "2", "--json", .. house.Common],
            (house, lines) => Printed(house, lines) + string.Concat(new[] { "npz", "csv" }.Select(ending => Files(house.Run, $"analysis/read-out.{ending}")))),
        new("report", house => ["report", house.Run, "--output", Path.Combine(house.Aside, "report.html")],
            (house, _) => house.Timeless(File.ReadAllText(Path.Combine(house.Aside, "report.html"))) + Files(house.Aside, "figures")),
        new("results", house => ["results", house.Output, "--json"], Printed),
        new("sweep", house => ["sweep", house.SweepFile, "--output", house.Output, "--workers", "1", .. house.Common],
            (house, _) => string.Join('\n', house.RunFolders().Select(Finished))),
        new("unseen", house => ["unseen", .. House.Small, "--output", house.Output, .. house.Common],
            (house, _) => string.Join('\n', house.RunFolders().Select(run => Finished(run) + Analysis(run)))),
    ];

    public static HouseCommand Find(string name) => All.Single(command => command.Name == name);

    /// <summary>Files in a folder, or one file, by their content.</summary>
    public static string Files(string folder, string part)
    {
        string path = Path.Combine(folder, part);
        string[] files = File.Exists(path) ? [path] : Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [];
        return string.Concat(files.Order(StringComparer.Ordinal)
            .Select(file => $"\n{Path.GetRelativePath(folder, file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));
    }

    /// <summary>An analysis, without a read-out that may lie beside it.</summary>
    private static string Analysis(string run) =>
        string.Concat(Files(run, "analysis").Split('\n').Where(line => line.Length > 0 && !line.Contains("read-out", StringComparison.Ordinal)).Select(line => $"\n{line}"));

    /// <summary>What is left of a finished run.</summary>
    private static string Finished(string run) => RunFiles.IsFinished(run)
        ? $"{Path.GetFileName(run)} {Files(run, "weights.safetensors")} {RunFiles.TimelessMetrics(run)} {RunFiles.Record(run)!.Value.GetProperty("testAccuracy")} {RunFiles.Record(run)!.Value.GetProperty("layers")}{Files(run, "spec.yaml")}"
        : $"{Path.GetFileName(run)} is not finished";

    private static string Printed(House house, IReadOnlyCollection<string> lines) => house.Timeless(string.Join('\n', lines));
}
