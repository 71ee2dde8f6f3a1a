using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>Sees that runs that were begun and those that are to come are on the same data, which are read once.</summary>
/// <param name="dataDirectory">The only folder to look in, or null for the usual places.</param>
internal sealed class DataGuard(string? dataDirectory)
{
    private readonly RunDatasets _data = new(dataDirectory);
    private readonly HashSet<(string Data, OwnDataOptions Reading, int? LeaveOut, int? TrainSamples, string? Train, string? Test)> _same = [];

    /// <summary>The first run that was begun on other data, or null where there is none.</summary>
    /// <param name="runs">Runs that were begun, with their specs.</param>
    /// <exception cref="EngramException">A data set is not found or damaged.</exception>
    public (RunFolder Run, OtherData Other)? FindOther(IEnumerable<(RunFolder Folder, RunSpec Spec)> runs)
    {
        foreach ((RunFolder folder, RunSpec spec) in runs)
        {
            if (RunWatch.ReadRecord(folder) is { DataFingerprint: not null } record && Compare(spec, record) is { } other)
            {
                return (folder, other);
            }
        }

        return null;
    }

    /// <summary>Fails with a sentence where a run was begun on other data.</summary>
    /// <param name="runs">Runs that were begun, with their specs.</param>
    /// <param name="remedy">What may be done instead of naming their data, as a clause.</param>
    /// <exception cref="EngramException">One was, or a data set is not found or damaged.</exception>
    public void Require(IEnumerable<(RunFolder Folder, RunSpec Spec)> runs, string remedy)
    {
        if (FindOther(runs) is { } found)
        {
            throw found.Other.Refusal(found.Run.Path, remedy);
        }
    }

    /// <summary>The name of a folder for what comes of a spec's data set.</summary>
    public string FolderOf(RunSpec spec) => OtherData.Folder(spec.Data, _data.Load(spec).Train.Fingerprint);

    private OtherData? Compare(RunSpec spec, RunRecord record)
    {
        var key = (spec.Data, spec.Reading, spec.LeaveOut, spec.TrainSamples, record.DataFingerprint, record.TestFingerprint);
        if (_same.Contains(key))
        {
            return null;
        }

        OtherData? other = OtherData.Find(spec, null, null, record, _data.Load(spec), spec.Data);
        if (other is null)
        {
            _same.Add(key);
        }

        return other;
    }
}
