using Engram.Kernels;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Hyperspherical;

/// <summary>
/// Prototypes p[c, k] of every class c, used at unit length, score activations a by their direction z = a/‖a‖:
/// s_c = (1/γ) log Σ_k exp(γ z·p[c, k]/‖p[c, k]‖), the cosine itself where a class has a single prototype. The loss of a sample of class y is
/// log(1 + Σ_{c≠y} exp((s_c − s_y + margin)/τ)) (after Sarode et al., arXiv 2605.00082).
/// </summary>
internal sealed class PrototypeObjective : LayerObjective
{
    // Of a class.
    private const int MaximumPrototypes = 1024;

    /// <param name="name">What the names of its parameters begin with.</param>
    /// <param name="unitCount">Units of the layer.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="spec">Prototypes, γ, margin and τ.</param>
    public PrototypeObjective(string name, int unitCount, int classCount, TrainingSpec spec)
    {
        Prototypes = new PanelMatrix(unitCount, classCount * spec.Prototypes);
        ClassCount = classCount;
        PrototypesPerClass = spec.Prototypes;
        Gamma = spec.Gamma;
        Margin = spec.Margin;
        Temperature = spec.Temperature;
        Parameters = [new Parameter($"{name}.prototypes", Prototypes)];
    }

    /// <summary>p, [units, classes · prototypes]; those of a class side by side. A file has [classes · prototypes, units].</summary>
    public PanelMatrix Prototypes { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>How many prototypes a class has.</summary>
    public int PrototypesPerClass { get; }

    /// <summary>γ: how much the nearest prototype counts over the others.</summary>
    public float Gamma { get; }

    /// <summary>By how much the true class is to be ahead.</summary>
    public float Margin { get; }

    /// <summary>τ: differences of scores count in this unit.</summary>
    public float Temperature { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override int ScoreCount => ClassCount;

    /// <summary>Says what is impossible in prototypes, γ, margin and τ.</summary>
    /// <exception cref="EngramException">A value cannot be used; the sentence names it and what is legal.</exception>
    public static void Validate(TrainingSpec spec)
    {
        SpecDemand.RequireRange("prototypes", spec.Prototypes, 1, MaximumPrototypes, "prototypes of each class");
        SpecDemand.RequireAboveZero("gamma", spec.Gamma);
        SpecDemand.RequireAboveZero("temperature", spec.Temperature);
        SpecDemand.Require(spec.Margin is >= 0 and <= 2, "margin", spec.Margin, "use 0 to 2, the largest difference of two cosines");
    }

    /// <summary>Uniform in ±√(3/units), so that a prototype is about of unit length: all directions alike, but for the corners of a cube.</summary>
    public override void Initialize(RandomStream random)
    {
        float bound = MathF.Sqrt(3f / Prototypes.Rows);
        for (int prototype = 0; prototype < Prototypes.Columns; prototype++)
        {
            for (int unit = 0; unit < Prototypes.Rows; unit++)
            {
                Prototypes[unit, prototype] = random.NextFloat(-bound, bound);
            }
        }
    }

    public override ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => new PrototypeRun(kernels, workers, this, maximumRows);

    // With w_k the softmax of γ cos_k: ∂s/∂z = Σ w_k p_k/‖p_k‖, of which a's length takes away what lies along z.
    public override void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient)
    {
        gradient.Clear();
        float inverse = PrototypeScores.InverseLength(RowSums.OfSquares(activations));
        if (inverse == 0)
        {
            return;
        }

        int first = label * PrototypesPerClass;
        Span<float> cosines = stackalloc float[PrototypesPerClass];
        Span<float> lengths = stackalloc float[PrototypesPerClass];
        for (int place = 0; place < cosines.Length; place++)
        {
            (cosines[place], lengths[place]) = Compare(activations, inverse, first + place);
        }

        PrototypeScores.Join(cosines, Gamma, cosines, out float along);
        for (int unit = 0; unit < gradient.Length; unit++)
        {
            float sum = 0;
            for (int place = 0; place < cosines.Length; place++)
            {
                sum += cosines[place] * Prototypes[unit, first + place] * lengths[place];
            }

            gradient[unit] = (sum - (along * activations[unit] * inverse)) * inverse;
        }
    }

    private (float Cosine, float InverseLength) Compare(ReadOnlySpan<float> activations, float inverse, int prototype)
    {
        float product = 0;
        float square = 0;
        for (int unit = 0; unit < activations.Length; unit++)
        {
            float value = Prototypes[unit, prototype];
            product += value * activations[unit];
            square += value * value;
        }

        float ofPrototype = PrototypeScores.InverseLength(square);
        return (product * inverse * ofPrototype, ofPrototype);
    }
}
