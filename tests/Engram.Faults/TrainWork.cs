namespace Engram.Faults;

/// <summary>One training by <c>engram train</c>, gone on with by <c>--resume</c>.</summary>
internal sealed class TrainWork(Workshop workshop, int seed = 1) : IWork
{
    public string Name => seed == 1 ? "train" : $"train-seed{seed}";

    public IWork Other => new TrainWork(workshop, seed + 1);

    public IReadOnlyList<string> Command(string folder) =>
    [
        "train",
        .. File.Exists(Path.Combine(folder, "spec.yaml"))
            ? (string[])["--resume", folder]
            : ["--run", folder, "--layers", "16,12", "--batch-size", "100", "--epochs", "40", "--schedule", "joint", "--validation-split", "0.2", "--keep-best", "--keep-checkpoints", "0,every:10", "--seed", $"{seed}"],
        "--data-dir", workshop.Data, "--threads", "1", "--checkpoint-every", "2",
    ];

    public IReadOnlyDictionary<string, string> Runs(string folder) =>
        Directory.Exists(folder) ? new Dictionary<string, string> { ["run"] = folder } : [];
}
