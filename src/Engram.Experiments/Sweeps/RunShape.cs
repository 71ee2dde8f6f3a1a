using Engram.Experiments.Specs;

namespace Engram.Experiments.Sweeps;

/// <summary>All that decides how long an epoch takes at its start; runs of one shape are calibrated once.</summary>
internal sealed record RunShape(
    string Data,
    OwnDataOptions Reading,
    string Model,
    string Layers,
    string Maps,
    string Goodness,
    string Activation,
    bool Biases,
    bool Drops,
    bool Penalizes,
    int BatchSize,
    string Schedule,
    string Negatives,
    string LabelCode)
{
    public static RunShape Of(RunSpec spec)
    {
        TrainingSpec training = spec.Training;
        return new RunShape(
            spec.Data,
            spec.Reading,
            training.Model,
            string.Join(',', training.Layers),
            $"{training.KernelSize} {training.Stride} {training.Padding} {training.PoolSize} {training.BatchNormalization} {training.AuxiliaryFilters}",
            training.Goodness,
            training.Activation,
            training.Biases,
            training.Dropout > 0,
            training.ActivationPenalty > 0,
            training.BatchSize,
            training.Schedule,
            training.Negatives,
            training.LabelCode);
    }
}
