using System.Diagnostics;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Kernels;

namespace Engram.Experiments.Runs;

/// <summary>Keeps <c>run.json</c> up to date: times that add up over sessions, progress, warnings and how it ended.</summary>
internal sealed class RunLedger
{
    private readonly RunFolder _folder;
    private readonly FolderLock _hold;
    private readonly IRunObserver _observer;
    private readonly Stopwatch _total;
    private readonly Stopwatch _train = new();
    private readonly double _earlierTotalSeconds;
    private readonly double _earlierTrainSeconds;

    /// <param name="folder">The run's folder.</param>
    /// <param name="hold">The lock of the folder.</param>
    /// <param name="observer">Is told of warnings.</param>
    /// <param name="total">Runs since this session began.</param>
    /// <param name="start">The record of the session before this one, or of a new run.</param>
    public RunLedger(RunFolder folder, FolderLock hold, IRunObserver observer, Stopwatch total, RunRecord start)
    {
        _folder = folder;
        _hold = hold;
        _observer = observer;
        _total = total;
        _earlierTotalSeconds = start.TotalSeconds;
        _earlierTrainSeconds = start.TrainSeconds;
        Record = start;
    }

    /// <summary>What was written last.</summary>
    public RunRecord Record { get; private set; }

    /// <summary>The record of a run that has not begun.</summary>
    /// <param name="spec">What is trained.</param>
    /// <param name="specText">The spec as its file has it.</param>
    /// <param name="dataDirectory">The folder of data sets that was named; null for the usual places.</param>
    /// <param name="threads">Worker threads.</param>
    public static RunRecord Begin(RunSpec spec, string specText, string? dataDirectory, int threads) => new()
    {
        Status = RunStatus.Running,
        Model = spec.Training.Model,
        Data = spec.Data,
        Seed = spec.Training.Seed,
        SpecSha256 = RunIdentity.Of(specText),
        DataDirectory = dataDirectory is null ? null : Path.GetFullPath(dataDirectory),
        Version = BuildInfo.Version,
        Commit = BuildInfo.Commit,
        InstructionSet = KernelTable.Current.Name,
        Threads = threads,
        Dotnet = MachineInfo.Dotnet,
        Os = MachineInfo.Os,
        Cpu = MachineInfo.Cpu,
    };

    /// <summary>Times what is done while the result lives as training.</summary>
    public TrainTimer TimeTraining()
    {
        _train.Start();
        return new TrainTimer(_train);
    }

    /// <summary>Tells the observer and remembers the sentence with the run.</summary>
    public void Warn(string message)
    {
        Record = Record with { Warnings = [.. Record.Warnings, message] };
        _observer.Notify(new RunWarned(message));
    }

    /// <summary>Writes the record with a change and the times as they are now.</summary>
    public RunRecord Write(Func<RunRecord, RunRecord> change)
    {
        _hold.Require();
        Record = change(Timed());
        RunDocument.Write(_folder.RecordPath, Record);
        return Record;
    }

    /// <summary>Writes the record that nothing follows, after the checksums of all that the run leaves.</summary>
    public RunRecord Finish(Func<RunRecord, RunRecord> change)
    {
        _hold.Require();
        RunIdentity.RequireSpec(_folder, Record);
        RunRecord finished = change(Timed());
        RunChecksums.Write(_folder, RunDocument.Format(finished));
        return Write(_ => finished);
    }

    private RunRecord Timed() => Record with
    {
        TrainSeconds = _earlierTrainSeconds + _train.Elapsed.TotalSeconds,
        TotalSeconds = _earlierTotalSeconds + _total.Elapsed.TotalSeconds,
        PeakResidentBytes = new[] { Record.PeakResidentBytes, MachineInfo.PeakResidentBytes() }.Max(),
    };

    /// <summary>Stops the training clock when it is disposed of.</summary>
    public readonly struct TrainTimer(Stopwatch watch) : IDisposable
    {
        public void Dispose() => watch.Stop();
    }
}
