using Engram.Labels;
using Engram.Tensors;

namespace Engram.Families.Spiking.Encodings;

/// <summary>Pixels become spikes. A label's input fires as that of a pixel of brightness 1.</summary>
internal abstract class SpikeEncoding : InputEncoding
{
    public sealed override bool MakesSpikes => true;

    public sealed override LabelOverlay StepOverlay(LabelOverlay image, int steps) =>
        new(StepShape(image.Shape, steps), image.ClassCount, 1, image.IsAppended);

    /// <summary>Sets the spikes of an image.</summary>
    /// <param name="image">Its pixels, from 0 to 1, but those are 0 that carry labels.</param>
    /// <param name="key">What its random numbers are drawn for.</param>
    /// <param name="trains">Receives them; no spike is set yet.</param>
    /// <param name="row">The image's row there.</param>
    public abstract void Encode(ReadOnlySpan<float> image, in EncodingKey key, SpikeTrains trains, int row);
}
