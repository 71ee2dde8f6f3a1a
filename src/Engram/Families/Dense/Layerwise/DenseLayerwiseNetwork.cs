using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Layerwise;

namespace Engram.Families.Dense.Layerwise;

/// <summary>A network of fully connected layers that learn one by one.</summary>
internal sealed class DenseLayerwiseNetwork : LayerwiseNetwork, IDifferentiable
{
    private readonly DenseTrainableLayer[] _layers;

    /// <summary>Creates a network of zeros.</summary>
    /// <param name="model">The model.</param>
    /// <param name="spec">Units, activation function and biases of the layers.</param>
    /// <param name="input">What it takes for an image.</param>
    /// <param name="normalizesBatches">Whether layers have batch normalization.</param>
    /// <param name="createObjective">Makes a layer's objective: from what its parameters' names begin with, and the layer's units.</param>
    /// <param name="code">How labels enter; null where they do not.</param>
    public DenseLayerwiseNetwork(
        Model model, TrainingSpec spec, InputFormat input, bool normalizesBatches, Func<string, int, LayerObjective> createObjective, LabelCode? code = null)
        : this(model, spec, input, LayersFor(spec, input, normalizesBatches), createObjective, code ?? LabelCode.None)
    {
    }

    private DenseLayerwiseNetwork(
        Model model, TrainingSpec spec, InputFormat input, DenseTrainableLayer[] layers, Func<string, int, LayerObjective> createObjective, LabelCode code)
        : base(model, spec, input, code, layers, [.. layers.Select((layer, index) => createObjective(NameOf(index), layer.Shape.Channels))])
    {
        _layers = layers;
    }

    LabelOverlay IFullyConnected.InputOverlay => Input.Overlay;

    IReadOnlyList<DenseLayer> IFullyConnected.Layers => [.. _layers.Select(layer => layer.Folded())];

    ActivationFunction IDifferentiable.Activation => _layers[0].Activation;

    /// <summary>How many numbers each layer of such a network has with its objective, found without making it.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="inputCount">Inputs of the first layer.</param>
    /// <param name="normalizesBatches">Whether layers have batch normalization.</param>
    /// <param name="ofObjective">Those of an objective for a layer of so many units.</param>
    public static IReadOnlyList<long> CountParameters(TrainingSpec spec, long inputCount, bool normalizesBatches, Func<long, long> ofObjective)
    {
        long[] sizes = [inputCount, .. spec.Layers];
        return
        [
            .. sizes.Zip(sizes.Skip(1), (inputs, units) => checked(
                DenseTrainableLayer.CountParameters(inputs, units, spec.Biases, normalizesBatches) + ofObjective(units))),
        ];
    }

    void IDifferentiable.WriteScoreGradient(int layerIndex, int label, ReadOnlySpan<float> activations, Span<float> gradient) =>
        Objectives[layerIndex].WriteScoreGradient(label, activations, gradient);

    private static string NameOf(int index) => $"layers.{index}";

    private static DenseTrainableLayer[] LayersFor(TrainingSpec spec, InputFormat input, bool normalizesBatches)
    {
        ActivationFunction activation = ActivationFunctions.Find(spec.Activation);
        int[] sizes = [input.Overlay.InputCount, .. spec.Layers];
        return
        [
            .. spec.Layers.Select((units, index) =>
                new DenseTrainableLayer(NameOf(index), sizes[index], units, activation, spec.Biases, normalizesBatches)),
        ];
    }
}
