using Engram.Families;
using Engram.Labels;
using Engram.Models.Layerwise;
using Engram.Objectives.Losses;
using Engram.Optimizers;

namespace Engram.CrossCheck;

/// <summary>A training of a model whose layers learn one by one; its steps are compared with PyTorch's.</summary>
/// <param name="Name">Name of the case, beginning with that of the model.</param>
/// <param name="Spec">What is trained.</param>
internal sealed record LayerwiseCase(string Name, TrainingSpec Spec)
{
    /// <summary>Every such model with its defaults and with one change after another.</summary>
    public static IEnumerable<LayerwiseCase> All => ModelTable.All.Select(model => model.Definition).OfType<LayerwiseModel>().SelectMany(Of);

    // Sizes that are no multiple of any vector, and differ; three steps, because heads that begin as zeros tell their layers nothing in the first.
    private static IEnumerable<LayerwiseCase> Of(LayerwiseModel model)
    {
        TrainingSpec spec = model.Defaults with { Layers = [100, 90], Epochs = 3, BatchSize = StepCase.ImageCount, Shift = 0, Dropout = 0, Negatives = "resampled" };
        bool hasMaps = model.OwnKeys.Contains("kernelSize");
        if (hasMaps)
        {
            // Few positions: of millions some are so near to where an activation begins, or a window has another largest, that double precision decides otherwise.
            spec = spec with { Layers = [6, 5], Stride = new(3, 1), AuxiliaryFilters = 7, BatchSize = 12 };
        }

        if (model.OwnKeys.Contains("surrogate"))
        {
            // Few potentials: of very many some are so near to the threshold that double precision decides otherwise; a steep surrogate magnifies rounding there.
            spec = spec with { BatchSize = 12 };
        }

        yield return new(model.Name, spec);
        yield return new($"{model.Name}-greedy", spec with { Schedule = "greedy" });
        if (model.Traits.IsDifferentiable)
        {
            yield return new($"{model.Name}-sigmoid", spec with { Activation = "sigmoid" });
        }

        yield return new($"{model.Name}-no-biases", spec with { Biases = false });
        foreach (Optimizer optimizer in OptimizerTable.All.Skip(1))
        {
            yield return new($"{model.Name}-{optimizer}", spec with
            {
                Optimizer = optimizer.Name,
                WeightDecay = optimizer.TakesWeightDecay ? 0.1f : 0,
                Momentum = optimizer.TakesMomentum ? 0.9f : 0,
            });
        }

        if (model.OwnKeys.Contains("prototypes"))
        {
            yield return new($"{model.Name}-one-prototype", spec with { Prototypes = 1, Margin = 0.1f, Temperature = 0.2f });
        }

        if (hasMaps)
        {
            yield return new($"{model.Name}-mean-pooling", spec with { Pooling = "mean", PoolSize = new(3, 1), HeadGrid = 2 });
            yield return new($"{model.Name}-strides", spec with { KernelSize = new(5, 2), Stride = new(3, 2), Padding = new(0, 1), PoolSize = new(1, 2) });
        }

        if (model.OwnKeys.Contains("auxiliaryFilters"))
        {
            yield return new($"{model.Name}-no-auxiliary", spec with { AuxiliaryFilters = 0, HeadGrid = 1 });
        }

        if (model.OwnKeys.Contains("batchNormalization"))
        {
            bool normalizes = model.Defaults.BatchNormalization;
            yield return new($"{model.Name}-{(normalizes ? "no" : "batch")}-normalization", spec with { BatchNormalization = !normalizes });
        }

        foreach (PairLoss loss in PairLosses.All.Where(loss => model.OwnKeys.Contains("loss") && loss.Name != spec.Loss))
        {
            yield return new($"{model.Name}-{loss}", spec with { Loss = loss.Name });
        }

        if (model.OwnKeys.Contains("surrogate"))
        {
            yield return new($"{model.Name}-fast-sigmoid", spec with { Surrogate = "fast-sigmoid", SurrogateSlope = 5, CurrentLength = 0, SpikeThreshold = new(0.5f, 0.2f) });

            yield return new($"{model.Name}-latency", spec with { Encoding = "latency", SpikeThreshold = new(0.5f, 0.2f) });

            // With a loss that compares two rows, what both bring to a number that all units share nearly cancels, and rounding is left.
            yield return new($"{model.Name}-learned-constants", spec with { Loss = "threshold", LearnsBeta = 1, LearnsSpikeThreshold = 1, Beta = 0.9f, Steps = 6 });
        }

        if (model.TakenLabelCodes.Contains(LabelCodes.Morphological))
        {
            yield return new($"{model.Name}-morphological", spec with { LabelCode = LabelCodes.Morphological });
        }
    }
}
