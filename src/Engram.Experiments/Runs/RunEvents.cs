using Engram.Data;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;
using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>Is told what happens in a run, on the thread that runs it, in the order in which it happens.</summary>
public interface IRunObserver
{
    /// <summary>Takes one event; what takes long here holds the training up.</summary>
    void Notify(RunEvent runEvent);
}

/// <summary>Something that happened in a run.</summary>
public abstract record RunEvent
{
    private protected RunEvent()
    {
    }
}

/// <summary>The data is loaded and the first step is next.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Spec">The effective spec.</param>
/// <param name="Origin">Where its data set was found; null where it was not read from files.</param>
/// <param name="TrainSampleCount">Images that are learned from.</param>
/// <param name="ValidationSampleCount">Images that are kept for validation; 0 where there are none.</param>
/// <param name="Threads">Worker threads.</param>
/// <param name="InstructionSet">Name of the kernel table in use.</param>
/// <param name="Progress">Where the training stands: not at the start when it is resumed.</param>
public sealed record RunStarted(
    string Folder, RunSpec Spec, DatasetOrigin? Origin, int TrainSampleCount, int ValidationSampleCount, int Threads, string InstructionSet, RunProgress Progress) : RunEvent;

/// <summary>One batch was trained on.</summary>
/// <param name="Progress">Where the training stands now.</param>
public sealed record StepTaken(RunProgress Progress) : RunEvent;

/// <summary>An epoch ended.</summary>
/// <param name="Metrics">What it showed.</param>
/// <param name="Progress">Where the training stands now.</param>
public sealed record EpochEnded(EpochMetrics Metrics, RunProgress Progress) : RunEvent;

/// <summary>A layer, or a network that is trained as a whole, was trained: for all its epochs, or until its validation accuracy no longer grew.</summary>
/// <param name="Last">What its last epoch showed.</param>
/// <param name="Seconds">Time of all its epochs.</param>
public sealed record LayerEnded(EpochMetrics Last, double Seconds) : RunEvent;

/// <summary>Something is wrong, but the run goes on.</summary>
/// <param name="Message">One sentence.</param>
public sealed record RunWarned(string Message) : RunEvent;

/// <summary>A checkpoint was written.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Progress">Where the training stands now.</param>
public sealed record CheckpointWritten(string Path, RunProgress Progress) : RunEvent;

/// <summary>The run is tested and written.</summary>
/// <param name="Record">The result.</param>
public sealed record RunFinished(RunRecord Record) : RunEvent;

/// <summary>Where a training stands.</summary>
/// <param name="LayerIndex">0-based index of the layer in training; null where all train at once.</param>
/// <param name="EpochIndex">0-based epoch of the next step.</param>
/// <param name="CompletedSteps">Steps taken.</param>
/// <param name="TotalSteps">Steps of the whole training.</param>
public readonly record struct RunProgress(int? LayerIndex, int EpochIndex, long CompletedSteps, long TotalSteps)
{
    internal static RunProgress Of(TrainingDriver trainer)
    {
        TrainingSpec spec = trainer.State.Spec;
        Model model = ModelTable.Find(spec.Model);
        bool takesTurns = model.Traits.IsLocal && TrainingSchedules.Find(spec.Schedule).PhaseCount(spec.Layers.Count) == spec.Layers.Count;
        TrainingPosition position = trainer.State.Position;
        return new RunProgress(
            takesTurns ? position.LayerIndex : null, position.EpochIndex, trainer.CompletedSteps, trainer.TotalSteps);
    }
}
