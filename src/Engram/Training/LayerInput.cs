using Engram.Kernels;

namespace Engram.Training;

/// <summary>Where the layer in training gets its inputs from: overlaid images, or the layer below.</summary>
internal abstract class LayerInput
{
    /// <summary>destination = x̂ · W for every row of the batch; the bias is added later.</summary>
    public abstract void WriteDrives(Matrix destination);

    /// <summary>Sends x̂ᵀ · delta over all rows of the batch, the gradient of the weights, to a sink.</summary>
    public abstract void SendGradient(ActiveRows delta, ProductSink sink);
}
