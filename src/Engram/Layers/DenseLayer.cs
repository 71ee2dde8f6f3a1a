using System.Numerics.Tensors;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>
/// The parameters of one fully connected layer, z = x̂W + b, or z = x̂W without biases. Weights are kept [inputs, units], so that an active input is
/// one contiguous row; files keep them [units, inputs] as PyTorch does.
/// </summary>
internal sealed class DenseLayer
{
    /// <summary>A layer of zeros.</summary>
    /// <param name="inputSize">Number of inputs.</param>
    /// <param name="outputSize">Number of units.</param>
    /// <param name="hasBiases">Whether biases are initialized, trained and stored; otherwise they stay zero.</param>
    public DenseLayer(int inputSize, int outputSize, bool hasBiases = true)
    {
        HasBiases = hasBiases;
        Weights = new PanelMatrix(inputSize, outputSize);
        Bias = new Matrix(1, outputSize);
    }

    /// <summary>Number of inputs.</summary>
    public int InputSize => Weights.Rows;

    /// <summary>Number of units.</summary>
    public int OutputSize => Weights.Columns;

    /// <summary>Whether the layer has biases; otherwise they are zero.</summary>
    public bool HasBiases { get; }

    /// <summary>Weights, [inputs, units].</summary>
    public PanelMatrix Weights { get; }

    /// <summary>Biases, one row of units.</summary>
    public Matrix Bias { get; }

    /// <summary>The weight from an input to a unit.</summary>
    public float Weight(int unitIndex, int inputIndex) => Weights[inputIndex, unitIndex];

    /// <summary>The biases of all units.</summary>
    public ReadOnlySpan<float> Biases => Bias.Row(0);

    /// <summary>Whether every weight and bias is a finite number.</summary>
    public bool IsFinite() => Weights.IsFinite() && TensorPrimitives.IsFiniteAll<float>(Biases);

    /// <summary>Weights and, where there are any, biases, named below a prefix.</summary>
    public IEnumerable<Parameter> Parameters(string prefix)
    {
        yield return new Parameter($"{prefix}.weight", Weights);
        if (HasBiases)
        {
            yield return new Parameter($"{prefix}.bias", Bias);
        }
    }

    /// <summary>A copy of some inputs and units, each ascending.</summary>
    public DenseLayer Part(int[] inputs, int[] units)
    {
        DenseLayer part = new(inputs.Length, units.Length, HasBiases);
        MatrixPart.Move(Weights, part.Weights, inputs, units, back: false);
        MatrixPart.Move(Bias, part.Bias, units, back: false);
        return part;
    }

    /// <summary>
    /// PyTorch's default for a linear layer: weights and biases uniform in ±1/√inputs, drawn unit by unit, biases last.
    /// </summary>
    public void Initialize(RandomStream random)
    {
        float bound = 1 / MathF.Sqrt(InputSize);
        for (int unit = 0; unit < OutputSize; unit++)
        {
            for (int input = 0; input < InputSize; input++)
            {
                Weights[input, unit] = random.NextFloat(-bound, bound);
            }
        }

        if (HasBiases)
        {
            foreach (ref float bias in Bias.Row(0))
            {
                bias = random.NextFloat(-bound, bound);
            }
        }
    }
}
