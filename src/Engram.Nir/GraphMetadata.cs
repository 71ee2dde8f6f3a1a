using Engram.Families.Spiking;
using Engram.Training;
using PureHDF;

namespace Engram.Nir;

/// <summary>
/// What a NIR graph cannot say: the metadata of <c>weights.safetensors</c>, as text (how pixels are scaled and labels written, class names, the spec), and how the
/// graph is to be simulated, as numbers.
/// </summary>
internal static class GraphMetadata
{
    /// <summary>The metadata of a network.</summary>
    public static H5Group Of(SpikingNetwork network)
    {
        H5Group metadata = new()
        {
            ["model"] = network.Model.Name,
            ["steps"] = (long)network.Spec.Steps,
            ["dt"] = NirFile.StepLength,
            ["reset"] = "subtract",
        };
        foreach ((string key, string value) in NetworkDescription.Of(network).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            metadata[key] = value;
        }

        return metadata;
    }
}
