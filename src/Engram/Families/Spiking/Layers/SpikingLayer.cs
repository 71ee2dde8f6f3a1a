using Engram.Families.Dense.Layerwise;
using Engram.Families.Spiking.Encodings;
using Engram.Families.Spiking.Membranes;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>
/// A layer of leaky integrate-and-fire units that learns alone. Its output is how often every unit fires. The first layer is driven by the image, with a current
/// Wx + b that stays; the others by the spikes of the layer below, with a current of its own in every step, which may be brought to a length.
/// </summary>
internal sealed class SpikingLayer : TrainableLayer
{
    /// <summary>A threshold of zero would be passed without any current.</summary>
    public const float LeastThreshold = 0.01f;

    private readonly Matrix _decay = new(1, 1);
    private readonly Matrix _threshold = new(1, 1);

    /// <param name="name">What the names of its parameters begin with, for example <c>layers.0</c>.</param>
    /// <param name="inputSize">Numbers in a row of its input.</param>
    /// <param name="unitCount">Units.</param>
    /// <param name="hasBiases">Whether b is trained; otherwise it stays zero.</param>
    /// <param name="settings">What its membranes are like.</param>
    public SpikingLayer(string name, int inputSize, int unitCount, bool hasBiases, SpikingSettings settings)
    {
        Settings = settings;
        Linear = new DenseLayer(inputSize, unitCount, hasBiases);
        Shape = new LayerShape(unitCount, Steps: settings.Steps);
        Constants = settings.Constants;
        Parameters =
        [
            .. Linear.Parameters(name),
            .. settings.LearnsDecay ? [new Parameter($"{name}.beta", _decay) { Range = new ParameterRange("beta", 0, 1) }] : (Parameter[])[],
            .. settings.LearnsThreshold ? [new Parameter($"{name}.threshold", _threshold) { Range = new ParameterRange("threshold", LeastThreshold) }] : (Parameter[])[],
        ];
    }

    /// <summary>What its membranes are like.</summary>
    public SpikingSettings Settings { get; }

    /// <summary>W and b.</summary>
    public DenseLayer Linear { get; }

    /// <summary>β and θ as they are now.</summary>
    public MembraneConstants Constants
    {
        get => new(_decay.Row(0)[0], _threshold.Row(0)[0]);
        private set => (_decay.Row(0)[0], _threshold.Row(0)[0]) = (value.Decay, value.Threshold);
    }

    public override LayerShape Shape { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>A unit without current never fires; no current makes it fire a given number of times.</summary>
    public override UnitDrives Drives => new(Linear.Weights, gain: null, Linear.Bias, driveOf: null);

    /// <summary>How many numbers such a layer has.</summary>
    public static long CountParameters(long inputSize, long unitCount, bool hasBiases, SpikingSettings settings) => checked(
        DenseTrainableLayer.CountParameters(inputSize, unitCount, hasBiases, normalizesBatches: false)
        + (settings.LearnsDecay ? 1 : 0) + (settings.LearnsThreshold ? 1 : 0));

    public override void Initialize(RandomStream random) => Linear.Initialize(random);

    public override LayerRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => Settings.Encoding switch
    {
        null => new SpikeDrivenRun(kernels, workers, this, maximumRows),
        SpikeEncoding encoding => new EncodedImageRun(kernels, workers, this, encoding, maximumRows),
        _ => new ImageDrivenRun(kernels, workers, this, maximumRows),
    };

    /// <summary>Brings learned constants back to where they mean something: β from 0 to 1, θ above zero.</summary>
    public void Clamp() =>
        Constants = new MembraneConstants(Math.Clamp(Constants.Decay, 0, 1), MathF.Max(Constants.Threshold, LeastThreshold));
}
