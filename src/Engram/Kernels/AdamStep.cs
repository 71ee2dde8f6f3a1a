namespace Engram.Kernels;

/// <summary>
/// The constants of one Adam step, in PyTorch's form (Kingma and Ba 2015, arXiv 1412.6980, with ε outside the bias
/// correction of the second moment).
/// </summary>
internal readonly struct AdamStep
{
    public const double Beta1 = 0.9;
    public const double Beta2 = 0.999;
    public const double Epsilon = 1e-8;

    /// <summary>
    /// The smallest normal float. A first moment below it becomes zero: that of a unit which has fallen silent gets there after
    /// some 800 steps and, with its rounding, never to zero, and processors take longer over such numbers.
    /// </summary>
    public const float LeastMoment = 1.17549435e-38f;

    /// <summary>The constants of step number <paramref name="stepNumber"/>, counted from 1.</summary>
    public AdamStep(double learningRate, long stepNumber)
        : this((float)(learningRate / (1 - Math.Pow(Beta1, stepNumber))), (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, stepNumber))))
    {
    }

    /// <summary>The constants of a step, from those of them that depend on it.</summary>
    public AdamStep(float stepSize, float rootScale)
    {
        Decay1 = (float)Beta1;
        Rate1 = (float)(1 - Beta1);
        Decay2 = (float)Beta2;
        Rate2 = (float)(1 - Beta2);
        StepSize = stepSize;
        RootScale = rootScale;
        Floor = (float)Epsilon;
    }

    /// <summary>β₁.</summary>
    public float Decay1 { get; }

    /// <summary>1 − β₁.</summary>
    public float Rate1 { get; }

    /// <summary>β₂.</summary>
    public float Decay2 { get; }

    /// <summary>1 − β₂.</summary>
    public float Rate2 { get; }

    /// <summary>Learning rate over 1 − β₁ᵗ.</summary>
    public float StepSize { get; }

    /// <summary>1 over √(1 − β₂ᵗ).</summary>
    public float RootScale { get; }

    /// <summary>ε.</summary>
    public float Floor { get; }
}
