using Engram.Data;
using Engram.Families;
using Engram.Networks;

namespace Engram.Tests.TestSupport;

/// <summary>Networks with random parameters, large enough that layers are neither silent nor all active.</summary>
internal static class TestNetworks
{
    private const float Gain = 3;

    public static Network Create(ImageDataset data, int[] layers, string goodness = "l2-norm", string activation = "relu", ulong seed = 1, bool hasBiases = true)
    {
        Network network = new(ModelTable.Find("ff"), layers, GoodnessFunctions.Find(goodness), threshold: null, ActivationFunctions.Find(activation), LabelOverlay.For(data), hasBiases: hasBiases);
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
}
