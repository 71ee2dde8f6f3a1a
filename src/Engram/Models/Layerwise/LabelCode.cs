using Engram.Labels;

namespace Engram.Models.Layerwise;

/// <summary>How labels enter the input.</summary>
internal abstract class LabelCode
{
    /// <summary>No label is in the input: images stay as they are.</summary>
    public static LabelCode None { get; } = new NoLabel();

    /// <summary>A label is laid over the image; the label inputs of an image without one are cleared.</summary>
    public static LabelCode Of(LabelOverlay overlay) => new OverlaidLabel(overlay);

    /// <summary>Writes a label into the normalized pixels of an image, [channels, height, width].</summary>
    /// <param name="inputs">The image.</param>
    /// <param name="label">The label, or <see cref="NetworkRun.NoLabel"/>.</param>
    public abstract void Write(Span<float> inputs, int label);

    private sealed class NoLabel : LabelCode
    {
        public override void Write(Span<float> inputs, int label)
        {
        }
    }

    private sealed class OverlaidLabel(LabelOverlay overlay) : LabelCode
    {
        public override void Write(Span<float> inputs, int label)
        {
            if (label == NetworkRun.NoLabel)
            {
                overlay.Clear(inputs);
            }
            else
            {
                overlay.Write(inputs, label);
            }
        }
    }
}
