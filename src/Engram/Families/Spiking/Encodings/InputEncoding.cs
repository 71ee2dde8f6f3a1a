using Engram.Labels;

namespace Engram.Families.Spiking.Encodings;

/// <summary>How an image drives the units of a first layer in the time steps for which it is shown. Another one is a subclass in a file of its own and a line in <see cref="InputEncodings"/>.</summary>
internal abstract class InputEncoding
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Whether inputs are spikes, and otherwise currents.</summary>
    public abstract bool MakesSpikes { get; }

    /// <summary>What a step shows of an image.</summary>
    /// <exception cref="EngramException">Images of that shape cannot be shown in so many steps.</exception>
    public virtual ImageShape StepShape(ImageShape image, int steps) => image;

    /// <summary>How labels are written into what a step shows.</summary>
    public virtual LabelOverlay StepOverlay(LabelOverlay image, int steps) => image;

    /// <summary>In how many steps, from the first on, a label is shown.</summary>
    public virtual int LabelSteps(int steps) => steps;

    /// <summary>What a layer's weights see of an image's pixels in the mean over steps.</summary>
    /// <param name="image">The pixels, from 0 to 1.</param>
    /// <param name="steps">Time steps.</param>
    /// <param name="inputs">Receives the means, one for each pixel of a step.</param>
    public abstract void WriteMeans(ReadOnlySpan<float> image, int steps, Span<float> inputs);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
