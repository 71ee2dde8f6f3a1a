using Engram.Data;
using Engram.Families.ForwardForward.Layerwise;
using Engram.Families.Spiking.Encodings;
using Engram.Families.Spiking.Layers;
using Engram.Families.Spiking.Membranes;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.Spiking;

/// <summary>
/// FF with spikes: an image drives leaky integrate-and-fire units for some steps, and every layer learns from how often its own units fire (Ghader et al.,
/// arXiv 2502.20411).
/// </summary>
internal sealed class SpikingForwardForwardModel : LayerwiseModel
{
    private const int MaximumCurrentLength = 1000;

    public override string Name => "spiking-ff";

    public override string Title => "Spiking FF";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "spiking-ff",
        Layers = [500, 500],
        Goodness = "mean-square",
        Loss = "swish-difference",
        LossScale = 6,
        Negatives = "hard-goodness",
        Pixels = "unit",
        LearningRate = 0.001f,
        LearningRateSchedule = "cosine",
        Epochs = 40,
        BatchSize = 256,
        Shift = 1,
        Schedule = "joint",
        Prediction = "sum",
    };

    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = true,
        HasNegatives = true,
        IsLocal = true,
        NormalizesLengths = false,
        NormalizesImages = false,
        ReadOut = ReadOut.Goodness,
        IsDifferentiable = false,
    };

    public override IReadOnlyList<string> OwnKeys { get; } =
        ["loss", "lossScale", "encoding", "steps", "beta", "spikeThreshold", "learnsBeta", "learnsSpikeThreshold", "currentLength", "surrogate", "surrogateSlope"];

    public override bool TakesCandidateNegatives => true;

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input) => SpikingNetwork.Create(Model, spec, input);

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount)
    {
        ImageShape shown = InputEncodings.Find(spec.Encoding).StepShape(shape, spec.Steps);
        long[] sizes = [Labels.LabelOverlay.CountInputs(shown, classCount, spec.LabelCode == Labels.LabelCodes.Appended), .. spec.Layers];
        return [.. spec.Layers.Select((units, index) => SpikingLayer.CountParameters(sizes[index], units, spec.Biases, SpikingSettings.Of(spec, index)))];
    }

    public override TrainingMemory Memory(TrainingSpec spec, ImageShape shape, int classCount, int imageCount)
    {
        TrainingMemory whole = base.Memory(spec, shape, classCount, imageCount);

        // A layer that spikes drive keeps its currents, their gradients and its inputs of every step.
        long ofStep = spec.Layers.Zip(spec.Layers.Skip(1), (inputs, units) => (2L * units) + inputs).Sum();
        InputEncoding encoding = InputEncodings.Find(spec.Encoding);
        if (encoding.MakesSpikes)
        {
            // Where an image drives it, also what the image alone adds to them, and the gradients of all rows of the image.
            ofStep += (4L * spec.Layers[0]) + encoding.StepShape(shape, spec.Steps).InputSize;
        }

        return whole with { OfRow = whole.OfRow + (ofStep * spec.Steps) };
    }

    public override void Validate(TrainingSpec spec)
    {
        GoodnessObjective.RequireLoss(spec, Defaults);
        SpecDemand.RequireRange("steps", spec.Steps, 1, MembraneGradient.MaximumSteps, "steps");
        SpecDemand.RequireCount("beta", spec.Beta, spec);
        SpecDemand.RequireCount("spikeThreshold", spec.SpikeThreshold, spec);
        RequireFlags("learnsBeta", spec.LearnsBeta, spec);
        RequireFlags("learnsSpikeThreshold", spec.LearnsSpikeThreshold, spec);
        foreach (float beta in spec.Beta.Values)
        {
            SpecDemand.Require(beta is >= 0 and <= 1, "beta", beta, "use a share from 0 to 1");
        }

        foreach (float threshold in spec.SpikeThreshold.Values)
        {
            SpecDemand.Require(
                float.IsFinite(threshold) && threshold >= SpikingLayer.LeastThreshold, "spikeThreshold", threshold, $"use a number from {SpikingLayer.LeastThreshold} on");
        }

        SpecDemand.Require(spec.CurrentLength is >= 0 and <= MaximumCurrentLength, "currentLength", spec.CurrentLength, $"use 0 for none, or a length up to {MaximumCurrentLength}");
        if (spec.SurrogateSlope is { } slope)
        {
            SpecDemand.RequireAboveZero("surrogateSlope", slope);
        }

        SurrogateGradients.Find(spec.Surrogate);
        SpecDemand.Require(
            !InputEncodings.Find(spec.Encoding).MakesSpikes || spec.Pixels == PixelScales.Unit, "pixels", spec.Pixels, $"use unit, since encoding {spec.Encoding} makes spikes of brightness from 0 to 1");
    }

    private static void RequireFlags(string key, PerLayer<int> value, TrainingSpec spec)
    {
        SpecDemand.RequireCount(key, value, spec);
        foreach (int flag in value.Values)
        {
            SpecDemand.Require(flag is 0 or 1, key, flag, "use 1 for a layer that learns it, and 0 for one that does not");
        }
    }
}
