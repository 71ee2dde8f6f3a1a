using Engram.Data.Files;
using Engram.Families;
using Engram.Training;

namespace Engram.Experiments.Specs;

/// <summary>
/// Says what is impossible in a run's spec as far as it can be known without opening the data: a sweep of a hundred runs
/// should not find out in its last one.
/// </summary>
internal static class RunSpecValidation
{
    /// <summary>The sentence, or null where nothing is impossible.</summary>
    public static string? Fault(RunSpec spec)
    {
        try
        {
            TrainingSpecValidation.Validate(spec.Training);
            spec.Reading.Validate();
            if (!spec.HasOwnData)
            {
                ModelTable.Find(spec.Training.Model).Definition.ValidateFor(spec.Training, DatasetCatalog.Find(spec.Data).Shape);
            }
        }
        catch (EngramException error)
        {
            return error.Message;
        }

        if (spec.HasOwnData)
        {
            // How many images and classes there are is known when they are read.
            return null;
        }

        DatasetDescription data = DatasetCatalog.Find(spec.Data);
        if (spec.TrainSamples is { } samples && (samples < 1 || samples > data.TrainCount))
        {
            return $"trainSamples is {samples}, but {data.Name} has {data.TrainCount} training images; give 1 to {data.TrainCount}, or all.";
        }

        int classCount = data.ClassNames.Count;
        return spec.LeaveOut is { } label && (label < 0 || label >= classCount)
            ? $"leaveOut is {label}, but {data.Name} has no such class; choose one from 0 to {classCount - 1}, or none."
            : null;
    }
}
