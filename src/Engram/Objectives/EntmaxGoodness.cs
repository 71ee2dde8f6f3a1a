using System.Numerics.Tensors;

namespace Engram.Objectives;

/// <summary>
/// G = Σ p h² with p = entmax-1.5(h): p = s², s = max(h / 2 − τ, 0), and τ such that Σ p = 1 (Peters, Niculae and Martins 2019, arXiv 1905.05702). Few units
/// with the largest activations carry it. ∂p/∂h = diag(s) − s sᵀ / Σ s, so ∂G/∂h = 2ph + s(h² − Σ s h² / Σ s).
/// </summary>
internal sealed class EntmaxGoodness : Goodness
{
    /// <inheritdoc/>
    public override string Name => "entmax";

    /// <summary>1: a single unit may carry the whole goodness.</summary>
    public override float DefaultThreshold(int unitCount) => 1;

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations)
    {
        float largest = TensorPrimitives.Max(activations);
        double threshold = FindThreshold(activations, largest);
        double goodness = 0;
        foreach (float activation in activations)
        {
            double root = Root(activation, largest, threshold);
            goodness += root * root * activation * activation;
        }

        return (float)goodness;
    }

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination)
    {
        float largest = TensorPrimitives.Max(activations);
        double threshold = FindThreshold(activations, largest);
        (double roots, double squares) = (0, 0);
        foreach (float activation in activations)
        {
            double root = Root(activation, largest, threshold);
            roots += root;
            squares += root * activation * activation;
        }

        double mean = squares / roots;
        for (int unit = 0; unit < activations.Length; unit++)
        {
            double activation = activations[unit];
            double root = Root(activations[unit], largest, threshold);
            destination[unit] = activation > 0 ? (float)(coefficient * root * ((2 * root * activation) + (activation * activation) - mean)) : 0;
        }
    }

    // Everything is taken from the largest, so that large activations lose no digits.
    private static double Root(float activation, float largest, double threshold) =>
        Math.Max((((double)activation - largest) / 2) - threshold, 0);

    // Newton's method on the convex Σ s² − 1, from −1 on, where it is not negative: it never steps over the root. Silent units, most of them all, are one term.
    private static double FindThreshold(ReadOnlySpan<float> activations, float largest)
    {
        int silent = activations.Count(0);
        double threshold = -1;
        while (true)
        {
            double root = Root(0, largest, threshold);
            (double roots, double squares) = (silent * root, silent * root * root);
            foreach (float activation in activations)
            {
                if (activation != 0)
                {
                    root = Root(activation, largest, threshold);
                    roots += root;
                    squares += root * root;
                }
            }

            double next = threshold + ((squares - 1) / (2 * roots));
            if (!(next > threshold))
            {
                return threshold;
            }

            threshold = next;
        }
    }
}
