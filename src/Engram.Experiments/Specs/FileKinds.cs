using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Specs;

/// <summary>Tells specs of a run and sweep files apart by keys that only one of them has.</summary>
internal static class FileKinds
{
    private static readonly string[] _ofSweeps =
    [
        SweepKeys.Base, SweepKeys.Grid, SweepKeys.List, SweepKeys.Random, SweepKeys.Repetitions, SweepKeys.Slurm,
        ReferenceFile.BasePath, ReferenceFile.Experiments,
    ];

    /// <summary>Fails where a file that is to be a run's spec is a sweep.</summary>
    /// <exception cref="EngramException">It is.</exception>
    public static void RequireNoSweep(YamlMap file)
    {
        if (file.Entries.FirstOrDefault(entry => _ofSweeps.Contains(entry.Key)) is { } entry)
        {
            throw entry.Place.Fault($"{entry.Key} is a key of a sweep, and a run's spec is asked for; carry the file out with engram sweep");
        }
    }

    /// <summary>Fails where a file that is to be a sweep is a run's spec.</summary>
    /// <exception cref="EngramException">It is.</exception>
    public static void RequireNoSpec(YamlMap file)
    {
        if (!file.Entries.Any(entry => _ofSweeps.Contains(entry.Key))
            && file.Entries.FirstOrDefault(entry => SpecKeys.Find(entry.Key) is not null) is { } entry)
        {
            throw entry.Place.Fault(
                $"{entry.Key} is a key of a run's spec, and a sweep is asked for; train the file with engram train --spec, or put its keys under {SweepKeys.Base} and say what is varied");
        }
    }
}
