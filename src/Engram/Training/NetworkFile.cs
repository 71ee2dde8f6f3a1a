using Engram.Models;
using Engram.Storage;

namespace Engram.Training;

/// <summary>
/// A network as a safetensors file: its parameters under the names of a PyTorch state_dict, for example <c>layers.0.weight</c> [units, inputs],
/// <c>layers.0.bias</c> [units] and, for a classifier, <c>head.weight</c> [classes, units]; and in the metadata all that is needed to use it
/// (<see cref="NetworkDescription"/>): nothing else has to be at hand.
/// </summary>
internal static class NetworkFile
{
    private const string FormatKey = "engram.format";
    private const string Format = "network-2";
    private const string FirstFormat = "network-1";

    /// <summary>Writes a network; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void Write(string path, NetworkBody network) => Write(path, network, new Dictionary<string, string>());

    /// <summary>Writes a network with further metadata.</summary>
    internal static void Write(string path, NetworkBody network, IReadOnlyDictionary<string, string> more)
    {
        ArgumentNullException.ThrowIfNull(network);
        SafetensorsFile.Write(path, Tensors(network), Metadata(network, more));
    }

    /// <summary>The metadata of a network's file.</summary>
    internal static Dictionary<string, string> Metadata(NetworkBody network, IReadOnlyDictionary<string, string> more) =>
        new(NetworkDescription.Of(network).Concat(more)) { [FormatKey] = Format };

    /// <summary>Reads a network; one of the first format has no normalization, class names or fingerprint in its <see cref="NetworkBody.Input"/>.</summary>
    /// <exception cref="EngramException">The file is missing, damaged, or no network of this program.</exception>
    public static NetworkBody Read(string path) => Read(path, _ => { });

    /// <summary>Reads a network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="warn">Is told in one sentence what a file of the first format lacks.</param>
    /// <exception cref="EngramException">The file is missing, damaged, or no network of this program.</exception>
    public static NetworkBody Read(string path, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        NetworkBody network = Read(SafetensorsFile.Read(path), path);
        WarnOfMissing(path, network.Input, warn);
        return network;
    }

    /// <summary>Says what a file of the first format lacks.</summary>
    internal static void WarnOfMissing(string path, InputFormat input, Action<string> warn)
    {
        if (input.Missing is { } missing)
        {
            warn($"{path} is of the first format and lacks {missing}; they are taken from the images at hand, and nothing tells whether it was trained on them.");
        }
    }

    /// <summary>Reads a network from the content of a file.</summary>
    internal static NetworkBody Read(SafetensorsFile file, string path)
    {
        if (file.Metadata.GetValueOrDefault(FormatKey) is not (Format or FirstFormat))
        {
            throw new EngramException(
                $"{path} is no network of this program (its metadata lacks {FormatKey} = {Format}); name a weights.safetensors that engram train wrote.");
        }

        NetworkBody network = NetworkDescription.Create(path, file);
        ReadParameters(file, network);
        return network;
    }

    /// <summary>All parameters of a network.</summary>
    internal static List<SafetensorsTensor> Tensors(NetworkBody network) => [.. network.Parameters.Select(parameter => parameter.ToTensor())];

    /// <summary>Fills a network of the right shape.</summary>
    internal static void ReadParameters(SafetensorsFile file, NetworkBody network)
    {
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.Read(file);
        }
    }
}
