using Engram.Experiments.Specs;
using static Engram.Experiments.Specs.SpecTypes;

namespace Engram.Experiments.SweepFiles;

/// <summary>The one table of a sweep file's keys that say how its runs are carried out, and the names of its other parts.</summary>
internal static class SweepKeys
{
    public const string Name = "name";
    public const string Base = "base";
    public const string Grid = "grid";
    public const string List = "list";
    public const string Random = "random";
    public const string Repetitions = "repetitions";
    public const string Slurm = "slurm";
    public const string Draws = "draws";
    public const string Seed = "seed";
    public const string Keys = "keys";
    public const string Low = "low";
    public const string High = "high";
    public const string Scale = "scale";
    public const string KeepCheckpoints = "keepCheckpoints";

    /// <summary>What <see cref="Scale"/> may be; the first is the default.</summary>
    public static readonly IReadOnlyList<string> Scales = ["linear", "log"];

    /// <summary>A name becomes a folder, so it is kept to what every file system takes.</summary>
    public static readonly SpecType<string> NameType =
        Text("[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "up to 100 letters, digits, dots, dashes and underscores, the first a letter or digit");

    public static readonly SpecType<int> RepetitionsType = IntFrom(1, SweepFile.MaximumRuns);

    public static readonly SpecType<int> DrawsType = IntFrom(1, SweepFile.MaximumRuns);

    /// <summary>A partition or an account. Behind # Slurm reads a comment.</summary>
    public static readonly SpecType<string> SlurmNameType = Text("[^\\s\"'\\\\$`#]+", "a word without spaces, quotes and #");

    public static readonly SpecType<string> SlurmTimeType = Text(
        "[0-9]+(:[0-9]{1,2}){0,2}|[0-9]+-[0-9]{1,2}(:[0-9]{1,2}){0,2}|UNLIMITED", "a time limit such as 90, 2:30:00, 1-12 or UNLIMITED");

    public static readonly SpecType<string> SlurmMemoryType = Text("[0-9]+([KMGTkmgt][Bb]?)?", "memory such as 4G or 500M");

    private static SweepSettings Default { get; } = new();

    /// <summary>How the runs are carried out.</summary>
    public static IReadOnlyList<FileKey<SweepSettings>> Settings { get; } =
    [
        Setting("workers", IntFrom(1, 1024), "Runs that train at the same time. Default: one for every two cores.", (s, v) => s with { Workers = v }),
        Setting("threads", IntFrom(1, 1024), "Threads of each run. Default: the cores shared out among the workers.", (s, v) => s with { Threads = v }),
        Setting("retries", IntFrom(0, 1000), $"How often a run that failed or died is started again. Default: {Default.Retries}.", (s, v) => s with { Retries = v }),
        Setting("checkpointEvery", IntFrom(1, int.MaxValue), $"Epochs between checkpoints. Default: {Default.CheckpointEvery}.", (s, v) => s with { CheckpointEvery = v }),
        Setting(KeepCheckpoints, new KeptEpochsType(), "Epochs after which every run keeps its weights: every:5, or 1,2,5,10, or both. Default: none.", (s, v) => s with { KeepCheckpoints = v }),
        Setting("analyze", Flag, "Whether every finished run is analyzed. Default: false.", (s, v) => s with { Analyze = v }),
        Setting("representations", Flag, "Whether every run keeps the hidden representations of the test images. Default: false.", (s, v) => s with { Representations = v }),
    ];

    /// <summary>What Slurm is asked for.</summary>
    public static IReadOnlyList<FileKey<SlurmSettings>> SlurmKeys { get; } =
    [
        Ask("partition", SlurmNameType, "Partition, as sbatch --partition takes it.", (s, v) => s with { Partition = v }),
        Ask("account", SlurmNameType, "Account that is charged.", (s, v) => s with { Account = v }),
        Ask("time", SlurmTimeType, "Time limit of a run: minutes, hours:minutes:seconds, or days-hours.", (s, v) => s with { Time = v }),
        Ask("memory", SlurmMemoryType, "Memory of a run, as sbatch --mem takes it.", (s, v) => s with { Memory = v }),
        Ask("cpus", IntFrom(1, 1024), "Cores of a run, which also are its threads.", (s, v) => s with { Cpus = v }),
        Ask("maxRunning", IntFrom(1, SweepFile.MaximumRuns), "Most runs at the same time.", (s, v) => s with { MaxRunning = v }),
        new FileListKey<SlurmSettings, string>("directives", Text("-.*", "a directive such as --mail-type=END"), "Further directives, each as it stands behind #SBATCH.", (s, v) => s with { Directives = v }),
    ];

    /// <summary>Every key at the top of a sweep file.</summary>
    public static IReadOnlyList<string> TopLevel { get; } =
        [Name, Base, Grid, List, Random, Repetitions, .. Settings.Select(key => key.Name), Slurm];

    private static FileKey<SweepSettings, T> Setting<T>(string name, SpecType<T> type, string description, Func<SweepSettings, T, SweepSettings> set) =>
        new(name, type, description, set);

    private static FileKey<SlurmSettings, T> Ask<T>(string name, SpecType<T> type, string description, Func<SlurmSettings, T, SlurmSettings> set) =>
        new(name, type, description, set);
}
