namespace Engram.Models.Maps;

/// <summary>A network with maps that is shown one image at a time, and what small changes would do to its scores. It serves one thread.</summary>
internal abstract class MapGradients
{
    /// <summary>Shows an image.</summary>
    /// <param name="inputs">Its normalized pixels, with a label in them where the network takes labels.</param>
    public abstract void Show(ReadOnlySpan<float> inputs);

    /// <summary>The maps h that a layer makes of it, in the order channel, row, column.</summary>
    public abstract ReadOnlySpan<float> Maps(int layerIndex);

    /// <summary>∂/∂h of the score that the layer itself gives to a label: goodness or class score.</summary>
    public abstract void WriteScoreGradient(int layerIndex, int label, Span<float> gradient);

    /// <summary>∂/∂inputs of the sum of all layers' scores of a label.</summary>
    public abstract void WriteInputGradient(int label, Span<float> gradient);
}
