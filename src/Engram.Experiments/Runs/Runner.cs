using System.Diagnostics;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Storage;
using Engram.Threading;
using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>
/// Trains, tests and writes a run into a folder, and resumes one. Killed at any moment and resumed gives the same
/// weights and metrics as uninterrupted, bit for bit, apart from times.
/// </summary>
public static class Runner
{
    /// <summary>Carries a new run out.</summary>
    /// <param name="spec">What to train.</param>
    /// <param name="options">How to carry it out.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellation">Asks for a checkpoint and an early return.</param>
    /// <returns>How it ended; a failure in mid-training is an outcome too.</returns>
    /// <exception cref="EngramException">Spec, data or folder do not allow the run to start; nothing was written.</exception>
    public static RunOutcome Run(RunSpec spec, RunOptions options, IRunObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        var watch = Stopwatch.StartNew();
        options.Validate();
        TrainingSpecValidation.Validate(spec.Training);
        DatasetSplits data = MemoryShortage.Guard(spec, () => RunData.Load(spec, options.DataDirectory));
        using var workers = new WorkerPool(options.Threads ?? MachineInfo.ThreadCount);
        TrainingDriver trainer = MemoryShortage.Guard(spec, () => TrainingDrivers.Create(spec.Training, data.Train, workers));
        RunRecord record = RunLedger.Begin(spec, SpecFile.Format(spec), options.DataDirectory, workers.ThreadCount);
        var (folder, runLock) = RunFolder.Create(options.Folder, RunFolder.DefaultParent, spec);
        using (runLock)
        {
            string text = SpecFile.Format(spec, options.SpecComments(folder.Path));
            runLock.Require();
            new KeptFolder(folder).Begin(options.KeepCheckpoints);
            RunChecksums.Begin(folder, text);
            AtomicFile.WriteAllText(folder.SpecPath, text);
            var ledger = new RunLedger(folder, runLock, observer, watch, record);
            if (trainer.State.Network.Input.Overlay.Crowding is { } crowding)
            {
                ledger.Warn(crowding);
            }

            return new RunSession(folder, runLock, spec, data, trainer, workers, ledger, observer, options).Carry(cancellation);
        }
    }

    /// <summary>
    /// Goes on with an interrupted, killed or failed run; a finished one is left as it is, unless one of its files was damaged
    /// since: that is made again.
    /// </summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="options">How to carry it out; its folder is not looked at.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellation">Asks for a checkpoint and an early return.</param>
    /// <exception cref="EngramException">The folder holds no run, is in use, or does not fit its checkpoint.</exception>
    public static RunOutcome Resume(string path, RunOptions options, IRunObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        var watch = Stopwatch.StartNew();
        options.Validate();
        var folder = RunFolder.Existing(path);
        using var runLock = RunLock.Take(folder, create: false);
        RunSpec spec = ReadSpec(folder);
        RunRecord? earlier = ReadEarlier(folder, observer);
        string? damaged = null;
        if (earlier is { Status: RunStatus.Finished } && File.Exists(folder.WeightsPath) && (damaged = RunIntegrity.FindDamaged(folder)) is null)
        {
            if (options.OtherData)
            {
                throw new EngramException($"The run {path} is finished, so nothing of it is left to train on other data; leave --other-data out, or train a new run.");
            }

            new KeptFolder(folder).RequireIntact(_ => true);
            RunIntegrity.WarnWithout(folder, message => observer.Notify(new RunWarned(message)));
            observer.Notify(new RunFinished(earlier));
            return new RunOutcome(folder.Path, earlier);
        }

        TrainingSpecValidation.Validate(spec.Training);
        options = options with { KeepCheckpoints = KeptBefore(folder, options.KeepCheckpoints) };
        DatasetSplits whole = MemoryShortage.Guard(spec, () => RunData.LoadWhole(spec, options.DataDirectory));
        using var workers = new WorkerPool(options.Threads ?? MachineInfo.ThreadCount);
        var ledger = new RunLedger(folder, runLock, observer, watch, Continue(RunLedger.Begin(spec, TextFile.Read(folder.SpecPath, TextFile.LargestInput), options.DataDirectory, workers.ThreadCount), earlier));
        runLock.Require();
        AtomicFile.RemoveLeftovers(folder.Path);
        new KeptFolder(folder).RemoveLeftovers();
        WarnOfDamage(folder, damaged, ledger);
        TrainingState? state = MemoryShortage.Guard(spec, () => new CheckpointFolder(folder.CheckpointPath, runLock.Require).ReadNewest(ledger.Warn));
        if (state is null && RunChecksums.IsSpecDamaged(folder))
        {
            // A checkpoint says what it was trained with; without one nothing else would tell that this is another spec.
            throw DamagedSpec(folder, "it is not what it was when the run began");
        }

        RequireSame(folder, spec, state);
        if (OtherData.Find(spec, state?.Network.Input.DataName, state?.DataFingerprint, earlier, whole, spec.Data) is { } other)
        {
            return options.OtherData ? GoOnWith(other, folder, spec, state, whole, workers, options, observer, cancellation) : throw other.Refusal(path);
        }

        DatasetSplits data = MemoryShortage.Guard(spec, () => RunData.Of(spec, whole));
        TrainingDriver trainer = MemoryShortage.Guard(spec, () => state is null
            ? TrainingDrivers.Create(spec.Training, data.Train, workers)
            : TrainingDrivers.Resume(state, data.Train, workers));
        new KeptFolder(folder).RequireIntact(point => point.PhaseIndex < trainer.State.Position.LayerIndex
            || (point.PhaseIndex == trainer.State.Position.LayerIndex && trainer.CompletedSteps > 0 && point.Epoch <= trainer.EpochsTaken(point.PhaseIndex)));
        return new RunSession(folder, runLock, spec, data, trainer, workers, ledger, observer, options).Carry(cancellation);
    }

    /// <summary>Goes on with other data than a run began with, as a run of its own in a folder of the run's folder.</summary>
    private static RunOutcome GoOnWith(
        OtherData other,
        RunFolder folder,
        RunSpec spec,
        TrainingState? state,
        DatasetSplits whole,
        WorkerPool workers,
        RunOptions options,
        IRunObserver observer,
        CancellationToken cancellation)
    {
        var own = new RunFolder(Path.Combine(folder.Path, other.FolderName, "run"));
        if (File.Exists(own.SpecPath))
        {
            return Resume(own.Path, options with { OtherData = false }, observer, cancellation);
        }

        var watch = Stopwatch.StartNew();
        DatasetSplits data = MemoryShortage.Guard(spec, () => RunData.Of(spec, whole));
        TrainingDriver trainer = MemoryShortage.Guard(spec, () => state is null
            ? TrainingDrivers.Create(spec.Training, data.Train, workers)
            : TrainingDrivers.GoOnWith(state, data.Train, workers));
        if (spec.HasOwnData)
        {
            state?.Network.Input.RequireSameClasses(data.Train);
        }

        using var runLock = RunLock.Take(own, create: true);
        string text = SpecFile.Format(spec, options.SpecComments(own.Path));
        var ledger = new RunLedger(own, runLock, observer, watch, RunLedger.Begin(spec, text, options.DataDirectory, workers.ThreadCount));
        ledger.Warn($"The run {folder.Path} was {other.Own}; it goes on in {own.Path}, for {other.Found}.");

        // Before the spec: where that is, the run is resumed from here and not from new weights.
        var checkpoints = new CheckpointFolder(own.CheckpointPath, runLock.Require);
        checkpoints.Create();
        checkpoints.Write(TrainingStateFile.Capture(trainer.State), trainer.CompletedSteps, ledger.Warn);
        new KeptFolder(own).Begin(options.KeepCheckpoints);
        RunChecksums.Begin(own, text);
        AtomicFile.WriteAllText(own.SpecPath, text);
        return new RunSession(own, runLock, spec, data, trainer, workers, ledger, observer, options).Carry(cancellation);
    }

    /// <summary>Begins a run in the folder of its options, or goes on with the one that is there.</summary>
    /// <param name="spec">What to train.</param>
    /// <param name="options">How to carry it out; the folder must be named.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellation">Asks for a checkpoint and an early return.</param>
    /// <exception cref="EngramException">As for <see cref="Run"/> and <see cref="Resume"/>, or the folder holds a run of another spec.</exception>
    public static RunOutcome RunOrResume(RunSpec spec, RunOptions options, IRunObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        var folder = new RunFolder(options.Folder ?? throw new ArgumentException("The folder must be named.", nameof(options)));
        if (!folder.HoldsRun)
        {
            return Run(spec, options, observer, cancellation);
        }

        RequireSpec(folder.Path, spec);
        return Resume(folder.Path, options, observer, cancellation);
    }

    /// <summary>Fails with a sentence where a folder holds a run of another spec.</summary>
    internal static void RequireSpec(string path, RunSpec spec)
    {
        RunSpec stored = ReadSpec(RunFolder.Existing(path));
        if (FirstDifference(spec, stored) is { } key)
        {
            throw new EngramException(
                $"The folder {path} holds a run with {key.Name} {key.Read(stored)}, but {key.Read(spec)} is asked for; choose another folder, or remove that run.");
        }
    }

    // Epochs that were not kept when they were trained cannot be kept any more.
    private static KeptEpochs? KeptBefore(RunFolder folder, KeptEpochs? asked)
    {
        KeptEpochs? before = new KeptFolder(folder).ReadPlan();
        return asked is null || asked.Equals(before) ? before : throw new EngramException(
            $"The run {folder.Path} {(before is null ? "keeps no checkpoints" : $"keeps the checkpoints {before}")}, but {asked} is asked for; leave that out to go on as it began, or train a new run.");
    }

    private static RunSpec ReadSpec(RunFolder folder)
    {
        try
        {
            return SpecFile.Read(folder.SpecPath);
        }
        catch (EngramException error)
        {
            throw DamagedSpec(folder, error.Message.TrimEnd('.'), error);
        }
    }

    private static EngramException DamagedSpec(RunFolder folder, string why, Exception? cause = null) => new(
        $"{folder.SpecPath} is damaged ({why}); restore it from a copy, or remove the run {folder.Path} to train it anew.", cause);

    /// <summary>What a finished run has lost is made again from its last checkpoint, and has the same bits; a spec cannot be.</summary>
    private static void WarnOfDamage(RunFolder folder, string? damaged, RunLedger ledger)
    {
        if (damaged == folder.SpecPath)
        {
            throw DamagedSpec(folder, "it is not what it was when the run finished");
        }

        if (damaged is not null)
        {
            ledger.Warn($"{damaged} of the finished run is damaged; it is made again from the last checkpoint.");
        }
    }

    private static SpecKey? FirstDifference(RunSpec first, RunSpec second) =>
        SpecKeys.All.FirstOrDefault(key => key.Read(first) != key.Read(second));

    /// <summary>What earlier sessions wrote. Only times are lost with it, so it is no reason to stop.</summary>
    private static RunRecord? ReadEarlier(RunFolder folder, IRunObserver observer)
    {
        try
        {
            return File.Exists(folder.RecordPath) ? RunDocument.Read(folder.RecordPath) : null;
        }
        catch (EngramException)
        {
            observer.Notify(new RunWarned($"{folder.RecordPath} is damaged, so the times of earlier sessions are lost; it is written anew."));
            return null;
        }
    }

    private static RunRecord Continue(RunRecord record, RunRecord? earlier) => earlier is null ? record : record with
    {
        TrainSeconds = earlier.TrainSeconds,
        TotalSeconds = earlier.TotalSeconds,
        PeakResidentBytes = earlier.PeakResidentBytes,
        Warnings = earlier.Warnings,
    };

    /// <summary>A spec that was edited after the run began would say something else than its result.</summary>
    private static void RequireSame(RunFolder folder, RunSpec spec, TrainingState? state)
    {
        RunSpec stored = state is null ? spec : spec with { Training = state.Spec };
        if (FirstDifference(spec, stored) is { } changed)
        {
            throw new EngramException(
                $"{folder.SpecPath} says {changed.Name} is {changed.Read(spec)}, but its checkpoint was trained with {changed.Read(stored)}; restore the value or start a new run.");
        }
    }
}
