using Engram.Data;
using Engram.Families;
using Engram.Labels;
using Engram.Models;
using Engram.Threading;

namespace Engram.Training;

/// <summary>Begins trainings and goes on with them.</summary>
internal static class TrainingDrivers
{
    /// <summary>A training that begins; it keeps a share of the images for validation where its spec asks for it.</summary>
    /// <exception cref="EngramException">The spec has an impossible value or does not fit the data.</exception>
    public static TrainingDriver Create(TrainingSpec spec, ImageDataset train, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(train);
        TrainingSpecValidation.Validate(spec);

        // All parts are treated as the whole is, which the network's file names.
        train = train.TreatedAs(PixelScales.Of(spec.Pixels, train), train.HasBackground);
        ValidationSplit split = ValidationSplit.Of(train, spec.ValidationSplit, spec.Seed);
        if (train.TrainedLabels.Length < 2)
        {
            throw new EngramException($"{train.Name} has a single class, so that no label is wrong; use data of at least two classes.");
        }

        Model model = ModelTable.Find(spec.Model);
        if (model.Traits.LabelsInInput && spec.LabelCode == LabelCodes.Overlay)
        {
            LabelOverlay.RequireRoom(train);
        }

        return new TrainingDriver(TrainingState.Begin(model, spec, train, split.Train.Count), split, workers);
    }

    /// <summary>A training that goes on from the beginning of the epoch that a state is in, with other data than it began with.</summary>
    /// <exception cref="EngramException">The data do not fit the network, or the spec.</exception>
    public static TrainingDriver GoOnWith(TrainingState state, ImageDataset train, WorkerPool workers)
    {
        state.Network.Input.RequireFit(train);
        ValidationSplit split = ValidationSplit.Of(train, state.Spec.ValidationSplit, state.Spec.Seed);
        return GoOn(state.GoOnWith(train, split.Train.Count), train, workers);
    }

    /// <summary>A training that goes on from a state, which from then on no other trainer may train.</summary>
    /// <exception cref="EngramException">The state began with other data, or with classes of other names.</exception>
    public static TrainingDriver Resume(TrainingState state, ImageDataset train, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(train);
        if (state.DataFingerprint != train.Fingerprint)
        {
            throw new EngramException(
                $"The checkpoint was trained on {state.Network.Input.DataName ?? "images"} with fingerprint {state.DataFingerprint}, but {train.Name} has {train.Fingerprint}; resume with the data the run began with.");
        }

        state.Network.Input.RequireFit(train);
        state.Network.Input.RequireSameClasses(train);
        return GoOn(state, train, workers);
    }

    private static TrainingDriver GoOn(TrainingState state, ImageDataset train, WorkerPool workers)
    {
        state.CompleteInput(train);

        // Own images bring a normalization of their own, which other images may have changed; the network keeps the one that it learned with.
        train = state.Network.Input.Take(train);
        ValidationSplit split = ValidationSplit.Of(train, state.Spec.ValidationSplit, state.Spec.Seed);
        TrainingDriver trainer = new(state, split, workers);
        return state.Position.StepIndex < trainer.StepsPerEpoch
            && state.TrainSampleCount == split.Train.Count
            && state.WrongLabels.Length == split.Train.Count
            && !state.WrongLabels.AsSpan().ContainsAnyExceptInRange(0, train.ClassCount - 1)
            ? trainer
            : throw new EngramException(
                $"The checkpoint stands at step {state.Position.StepIndex + 1} of an epoch of {trainer.StepsPerEpoch} steps with wrong labels for {state.WrongLabels.Length} of {split.Train.Count} images; resume from an older checkpoint.");
    }
}
