using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Threading;
using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>One process's part of a run: train, test, write, and say in <c>run.json</c> how it ended.</summary>
internal sealed class RunSession(
    RunFolder folder,
    FolderLock hold,
    RunSpec spec,
    DatasetSplits data,
    TrainingDriver trainer,
    WorkerPool workers,
    RunLedger ledger,
    IRunObserver observer,
    RunOptions options)
{
    public RunOutcome Carry(CancellationToken cancellation)
    {
        ledger.Write(record => record with
        {
            Status = RunStatus.Running,
            Origin = data.Origin,
            DataFingerprint = data.Train.Fingerprint,
            TestFingerprint = data.TestFingerprint,
        });
        try
        {
            observer.Notify(new RunStarted(
                folder.Path,
                spec,
                data.Origin,
                trainer.State.TrainSampleCount,
                trainer.ValidationSampleCount,
                workers.ThreadCount,
                ledger.Record.InstructionSet,
                RunProgress.Of(trainer)));
            var session = new TrainingSession(folder, hold, trainer, ledger, observer, options);
            RunRecord record = session.Train(cancellation)
                ? Finish()
                : ledger.Write(interrupted => interrupted with { Status = RunStatus.Interrupted });
            return new RunOutcome(folder.Path, record);
        }
        catch (Exception error) when (error is EngramException or IOException or UnauthorizedAccessException)
        {
            return new RunOutcome(folder.Path, Fail(error));
        }
        catch (OutOfMemoryException error)
        {
            return new RunOutcome(folder.Path, Fail(MemoryShortage.OfTraining(spec, error)));
        }
    }

    private RunRecord Finish()
    {
        NetworkBody network = trainer.State.Network;
        EvaluationResult result = Evaluation.Evaluate(
            network, data.Test, spec.Training.Prediction, spec.Training.SkipFirstLayer, workers, spec.LeaveOut);
        if (result.UndecidedSamples > 0)
        {
            ledger.Warn(
                $"{result.UndecidedSamples} of {result.SampleCount} test images get the same score for every label, so no label is predicted and they count as wrong; a lower learning rate or threshold may keep layers alive.");
        }

        hold.Require();

        // Weights that cannot be evaluated are not left as if they were a result.
        NetworkFile.Write(folder.WeightsPath, network, RunIdentity.Metadata(ledger.Record));

        // Its rows were added one by one and may not be on the disk yet.
        MetricsFile.Write(folder.MetricsPath, trainer.State.History, spec.Training.ValidationSplit > 0);
        if (options.SaveRepresentations)
        {
            hold.Require();
            RepresentationsFile.Write(
                folder.RepresentationsPath, HiddenRepresentations.Compute(network, data.Test, workers), result.Predictions, data.Test.ClassCount);
        }

        long trained = (long)trainer.State.TrainSampleCount * trainer.State.FinishedEpochs;
        RunRecord finished = ledger.Finish(record => record with
        {
            Status = RunStatus.Finished,
            TestAccuracy = result.Accuracy,
            ValidationAccuracy = trainer.State.ValidationAccuracy,
            Layers = LayerRecord.From(result, network),
            SamplesPerSecond = record.TrainSeconds > 0 ? trained / record.TrainSeconds : null,
            CompletedSteps = trainer.CompletedSteps,
            TotalSteps = trainer.TotalSteps,
        });
        observer.Notify(new RunFinished(finished));
        return finished;
    }

    /// <summary>The disk that the run failed on may refuse the record too; the outcome still tells the caller.</summary>
    private RunRecord Fail(Exception error)
    {
        // A file that is not there is no cause where the whole folder was taken away.
        try
        {
            hold.Require();
        }
        catch (EngramException replaced)
        {
            error = replaced;
        }

        // What a file or the system did wrong always has the exception that told of it as its cause.
        bool recurs = error is EngramException { InnerException: null };
        RunRecord Failed(RunRecord record) => record with { Status = RunStatus.Failed, Error = error.Message, ErrorRecurs = recurs };
        try
        {
            return ledger.Write(Failed);
        }
        catch (Exception second) when (second is EngramException or IOException or UnauthorizedAccessException)
        {
            return Failed(ledger.Record);
        }
    }
}
