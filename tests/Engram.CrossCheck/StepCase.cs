using Engram.Families;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Objectives;
using Engram.Optimizers;

namespace Engram.CrossCheck;

/// <summary>One training whose steps are compared with PyTorch's.</summary>
/// <param name="Goodness">Goodness function.</param>
/// <param name="Activation">Activation function.</param>
/// <param name="Schedule">Name of the schedule.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Penalty">Activation penalty.</param>
/// <param name="Biases">Whether hidden layers have biases.</param>
/// <param name="Optimizer">The optimizer; Adam where it is null.</param>
internal sealed record StepCase(
    Goodness Goodness, ActivationFunction Activation, string Schedule, string Model = "ff", float Penalty = 0, bool Biases = true, Optimizer? Optimizer = null)
{
    /// <summary>Images of the only batch. Each epoch is one step.</summary>
    public const int ImageCount = 64;

    // Sizes that are no multiple of any vector, and differ.
    private static readonly int[] _layers = [100, 90];

    // Those whose layers learn one by one have cases of their own.
    private static IEnumerable<Model> Models => ModelTable.All.Where(model => model.Definition is not LayerwiseModel);

    /// <summary>
    /// Every goodness with every activation layer by layer, the paper's with all layers at once, backpropagation with a penalty, every model
    /// without biases, and every model with every other optimizer.
    /// </summary>
    public static IEnumerable<StepCase> All =>
    [
        .. GoodnessFunctions.All.SelectMany(goodness => ActivationFunctions.All.Select(activation => new StepCase(goodness, activation, "greedy"))),
        new StepCase(GoodnessFunctions.All[0], ActivationFunctions.All[0], "joint"),
        .. GoodnessFunctions.All.SelectMany(goodness => ActivationFunctions.All.Select(activation => new StepCase(goodness, activation, "greedy", "bp-ff"))),
        .. ActivationFunctions.All.Select(activation => new StepCase(GoodnessFunctions.All[0], activation, "greedy", "bp")),
        new StepCase(GoodnessFunctions.All[0], ActivationFunctions.All[0], "greedy", "bp-ff", 1e-5f),
        new StepCase(GoodnessFunctions.All[0], ActivationFunctions.All[0], "greedy", "bp", 1e-5f),
        .. Models.Select(model => new StepCase(GoodnessFunctions.All[0], ActivationFunctions.All[0], "greedy", model.Name, Biases: false)),
        .. OptimizerTable.All.Skip(1).SelectMany(optimizer => Models.Select(
            model => new StepCase(GoodnessFunctions.All[0], ActivationFunctions.All[0], "greedy", model.Name, Optimizer: optimizer))),
    ];

    public string Name => (Model == "ff" ? $"{Goodness}-{Activation}-{Schedule}" : $"{Model}-{Goodness}-{Activation}")
        + (Penalty > 0 ? "-penalty" : "")
        + (Biases ? "" : "-no-biases")
        + (Optimizer is null ? "" : $"-{Optimizer}");

    /// <summary>Two steps, because the first one starts from moments of zero and would not notice how they decay.</summary>
    public TrainingSpec Spec => new()
    {
        Model = Model,
        ActivationPenalty = Penalty,
        Layers = _layers,
        Goodness = Goodness.Name,
        Activation = Activation.Name,
        Biases = Biases,
        Schedule = Schedule,
        Optimizer = (Optimizer ?? OptimizerTable.All[0]).Name,
        WeightDecay = Optimizer is { TakesWeightDecay: true } ? 0.1f : 0,
        Momentum = Optimizer is { TakesMomentum: true } ? 0.9f : 0,
        Threshold = Threshold(),
        Epochs = 2,
        BatchSize = ImageCount,
    };

    // A sigmoid unit starts near a half. A threshold far below the goodness of such units would leave nothing of the
    // gradients of positives; one right at it would let them cancel those of negatives, down to rounding. Near it is best.
    private float? Threshold()
    {
        if (Activation is ReluActivation)
        {
            return null;
        }

        float[] activations = new float[(_layers[0] + _layers[1]) / 2];
        Array.Fill(activations, 0.5f);
        int summedLayers = Model == "ff" ? 1 : _layers.Length;
        return (summedLayers * Goodness.Value(activations)) + 1;
    }
}
