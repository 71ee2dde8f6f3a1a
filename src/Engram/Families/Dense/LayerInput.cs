using Engram.Layers;
using Engram.Products;
using Engram.Tensors;

namespace Engram.Families.Dense;

/// <summary>
/// Where the layer in training gets its inputs from: overlaid images, or the layer below. A step calls the methods in the
/// order in which they stand here; the two in the middle are called for rows on all threads, while a row is in the cache.
/// </summary>
internal abstract class LayerInput
{
    /// <summary>
    /// Where set, gathers the places of units that the rows activate, before dropout; images are taken with every label there is.
    /// </summary>
    public ulong[]? Activated { get; set; }

    /// <summary>Makes the products of inputs and weights that rows are finished from.</summary>
    /// <param name="activation">The layer's activation function.</param>
    /// <param name="destination">The layer's activations, one row per row of the batch.</param>
    public abstract void Multiply(ActivationFunction activation, Matrix destination);

    /// <summary>Turns a row's product into its activations f(x̂ · W + b); returns Σ h².</summary>
    public abstract float Activate(int row, ActivationFunction activation, ActiveRows destination);

    /// <summary>Told when the gradients of both rows of an image are there.</summary>
    public abstract void TakeGradient(int image, ActiveRows delta);

    /// <summary>Sends x̂ᵀ · delta over all rows of the batch, the gradient of the weights, to a sink.</summary>
    public abstract void SendGradient(ActiveRows delta, ProductSink sink);
}
