using Engram.Families.Spiking.Encodings;
using Engram.Families.Spiking.Membranes;

namespace Engram.Families.Spiking.Layers;

/// <summary>What a layer's membranes are like.</summary>
/// <param name="Steps">T, time steps that an image is shown for.</param>
/// <param name="Constants">β and θ, or what they begin as.</param>
/// <param name="LearnsDecay">Whether β is trained.</param>
/// <param name="LearnsThreshold">Whether θ is trained.</param>
/// <param name="CurrentLength">The length that a current is brought to in every step; 0 for none.</param>
/// <param name="Surrogate">What stands for the derivative of a spike.</param>
/// <param name="Slope">How steep that is.</param>
/// <param name="Encoding">How images drive the layer; null where spikes of a layer below do.</param>
/// <param name="Seed">What random spikes of images are drawn with.</param>
internal sealed record SpikingSettings(
    int Steps,
    MembraneConstants Constants,
    bool LearnsDecay,
    bool LearnsThreshold,
    float CurrentLength,
    SurrogateGradient Surrogate,
    float Slope,
    InputEncoding? Encoding,
    ulong Seed)
{
    /// <summary>Those of a layer.</summary>
    public static SpikingSettings Of(TrainingSpec spec, int index)
    {
        SurrogateGradient surrogate = SurrogateGradients.Find(spec.Surrogate);
        return new SpikingSettings(
            spec.Steps,
            new MembraneConstants(spec.Beta[index], spec.SpikeThreshold[index]),
            spec.LearnsBeta[index] == 1,
            spec.LearnsSpikeThreshold[index] == 1,
            index == 0 ? 0 : spec.CurrentLength,
            surrogate,
            spec.SurrogateSlope ?? surrogate.DefaultSlope,
            index == 0 ? InputEncodings.Find(spec.Encoding) : null,
            spec.Seed);
    }
}
