using Engram.Families;
using Engram.Families.Dense;
using Engram.Layers;
using Engram.Models;

namespace Engram.Tests.TestSupport;

/// <summary>Networks with random parameters, large enough that layers are neither silent nor all active.</summary>
internal static class TestNetworks
{
    private const float Gain = 3;

    public static DenseNetwork Create(ImageDataset data, int[] layers, string goodness = "l2-norm", string activation = "relu", ulong seed = 1, bool hasBiases = true)
    {
        DenseNetwork network = Zeros(data, new TrainingSpec { Layers = layers, Goodness = goodness, Activation = activation, Biases = hasBiases });
        network.Initialize(seed);
        foreach (DenseLayer layer in network.Layers)
        {
            for (int input = 0; input < layer.InputSize; input++)
            {
                layer.Weights.SetRow(input, [.. layer.Weights.Row(input).Select(weight => weight * Gain)]);
            }
        }

        return network;
    }

    /// <summary>A network of zeros, as a training on these data begins with before it draws its weights.</summary>
    public static DenseNetwork Zeros(ImageDataset data, TrainingSpec spec)
    {
        Model model = ModelTable.Find(spec.Model);
        return (DenseNetwork)model.Definition.CreateBody(spec, InputFormat.Of(data, model.Traits.LabelsInInput, spec.LabelCode));
    }
}
