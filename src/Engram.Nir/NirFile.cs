using Engram.Families.Spiking;
using Engram.Models;
using Engram.Storage;
using PureHDF;

namespace Engram.Nir;

/// <summary>
/// A spiking network as a NIR file (Neuromorphic Intermediate Representation, https://neuroir.org): one chain of nodes, from an image with a label in it to the
/// spikes of the last layer. How a label gets into an image, and what is made of the spikes, is not part of the graph; the metadata say it.
/// </summary>
/// <remarks>
/// No neuron of NIR has the reset of Engram's units, by subtraction. LIF is the closest one, and its <c>v_reset</c> is 0: see docs/python.md.
/// </remarks>
public static class NirFile
{
    /// <summary>The version of the Python package <c>nir</c> that writes files of this layout.</summary>
    public const string Version = "1.0.8";

    /// <summary>dt in seconds, what a time step takes. NIR's neurons are differential equations and say nothing of it; snnTorch supposes the same.</summary>
    public const double StepLength = 1e-4;

    // The file is made in memory, where a stretch ends at 2 GB; what is beside the numbers has room in the rest.
    private const long MostNumbers = 500_000_000;

    /// <summary>Writes a network; an existing file is replaced only when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <returns>The nodes, each connected to the next.</returns>
    /// <exception cref="EngramException">The file cannot be written, or the network cannot be expressed in NIR.</exception>
    public static IReadOnlyList<NirNode> Write(string path, Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        SpikingNetwork spiking = Require(network.Body);
        IReadOnlyList<NirNode> nodes = SpikingNodes.Of(spiking);
        using MemoryStream bytes = new();
        Create(spiking, nodes).Write(bytes);
        AtomicFile.Write(path, stream => bytes.WriteTo(stream));
        return nodes;
    }

    private static SpikingNetwork Require(NetworkBody network)
    {
        if (network is not SpikingNetwork spiking)
        {
            throw new EngramException($"A NIR file holds a network of spiking units, but model {network.Model} has none; train with --model spiking-ff, or export with --onnx.");
        }

        if (network.FindNonFinite() is { } whose)
        {
            throw new EngramException($"{whose} has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.");
        }

        long numbers = network.Parameters.Sum(parameter => parameter.Shape.Aggregate(1L, (product, length) => product * length));
        return numbers <= MostNumbers
            ? spiking
            : throw new EngramException($"The network has {numbers} numbers, but a NIR file of Engram holds {MostNumbers}; export one with smaller layers or images.");
    }

    private static H5File Create(SpikingNetwork network, IReadOnlyList<NirNode> nodes)
    {
        H5Group groups = [];
        string[,] edges = new string[nodes.Count - 1, 2];
        foreach ((int index, NirNode node) in nodes.Index())
        {
            groups[node.Name] = node.Group;
            if (index > 0)
            {
                (edges[index - 1, 0], edges[index - 1, 1]) = (nodes[index - 1].Name, node.Name);
            }
        }

        return new H5File
        {
            ["version"] = Version,
            ["node"] = new H5Group
            {
                ["type"] = "NIRGraph",
                ["nodes"] = groups,
                ["edges"] = edges,
                ["metadata"] = GraphMetadata.Of(network),
            },
        };
    }
}
