using System.Numerics.Tensors;
using Engram.Families.ForwardForward.Layerwise;
using Engram.Families.Spiking.Encodings;
using Engram.Families.Spiking.Layers;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Layerwise;
using Engram.Models.Spikes;
using Engram.Objectives;

namespace Engram.Families.Spiking;

/// <summary>A network of spiking layers that learn one by one, each from the goodness of how often its units fire.</summary>
internal sealed class SpikingNetwork : LayerwiseNetwork, IFullyConnected, IHasSpikes
{
    private SpikingNetwork(Model model, TrainingSpec spec, InputFormat input, SpikingLayer[] layers, LayerObjective[] objectives)
        : base(model, spec, input, LabelCode.Of(input.Overlay), layers, objectives)
    {
    }

    public override bool SharesImages => true;

    public override Goodness? Goodness => ((GoodnessObjective)Objectives[0]).Goodness;

    IReadOnlyList<DenseLayer> IFullyConnected.Layers => [.. SpikingLayers.Select(layer => layer.Linear)];

    LabelOverlay IFullyConnected.InputOverlay => Encoding.StepOverlay(Input.Overlay, Spec.Steps);

    /// <summary>How images drive the first layer.</summary>
    public InputEncoding Encoding => InputEncodings.Find(Spec.Encoding);

    /// <summary>The layers.</summary>
    public IEnumerable<SpikingLayer> SpikingLayers => Layers.Cast<SpikingLayer>();

    /// <summary>Creates a network of zeros.</summary>
    /// <param name="model">The model.</param>
    /// <param name="spec">Units, biases and membranes of the layers.</param>
    /// <param name="input">What it takes for an image.</param>
    public static SpikingNetwork Create(Model model, TrainingSpec spec, InputFormat input)
    {
        int[] sizes = [InputEncodings.Find(spec.Encoding).StepOverlay(input.Overlay, spec.Steps).InputCount, .. spec.Layers];
        SpikingLayer[] layers =
        [
            .. spec.Layers.Select((units, index) =>
                new SpikingLayer($"layers.{index}", sizes[index], units, spec.Biases, SpikingSettings.Of(spec, index))),
        ];
        return new SpikingNetwork(model, spec, input, layers, [.. spec.Layers.Select((units, index) => GoodnessObjective.Of(spec, index, units))]);
    }

    void IFullyConnected.WriteInputs(ReadOnlySpan<float> image, Span<float> inputs)
    {
        int pixels = Input.Shape.InputSize;
        int ofStep = Encoding.StepShape(Input.Shape, Spec.Steps).InputSize;
        Encoding.WriteMeans(image[..pixels], Spec.Steps, inputs[..ofStep]);
        TensorPrimitives.Multiply(image[pixels..], Encoding.LabelSteps(Spec.Steps) / (float)Spec.Steps, inputs[ofStep..]);
    }

    public int InputCount(int layerIndex) => Layer(layerIndex).Linear.InputSize;

    public long UnitMultiplications(int layerIndex)
    {
        SpikingSettings settings = Layer(layerIndex).Settings;
        return (settings.CurrentLength > 0 ? 3L : 1L) * settings.Steps * Layer(layerIndex).Linear.OutputSize;
    }

    private SpikingLayer Layer(int layerIndex) => (SpikingLayer)Layers[layerIndex];

    public override float? ThresholdOf(int layer) => ((GoodnessObjective)Objectives[layer]).Threshold;
}
