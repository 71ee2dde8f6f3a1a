namespace Engram.Faults;

/// <summary>A sweep of all three models, two runs at a time.</summary>
internal sealed class SweepWork : IWork
{
    private readonly Workshop _workshop;
    private readonly string _file;

    public SweepWork(Workshop workshop)
    {
        _workshop = workshop;
        _file = workshop["faults.yaml"];
        File.WriteAllText(_file, """
            base:
              layers: [16, 12]
              batchSize: 100
              epochs: 24
            grid:
              model: [ff, bp-ff, bp]
            checkpointEvery: 2
            keepCheckpoints: every:8

            """);
    }

    public string Name => "sweep";

    public IReadOnlyList<string> Command(string folder) =>
        ["sweep", _file, "--output", folder, "--data-dir", _workshop.Data, "--workers", "2", "--threads", "1"];

    public IReadOnlyDictionary<string, string> Runs(string folder) => Directory.Exists(Path.Combine(folder, "runs"))
        ? Directory.GetDirectories(Path.Combine(folder, "runs")).ToDictionary(path => Path.GetFileName(path))
        : [];
}
