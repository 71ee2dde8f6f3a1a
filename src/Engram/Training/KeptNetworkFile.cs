using Engram.Models;
using Engram.Storage;

namespace Engram.Training;

/// <summary>A network as it was at a moment of its training: the same file as the finished network's, with a checksum over all of it.</summary>
internal static class KeptNetworkFile
{
    /// <summary>Copies a network as it is now, to be written while the training goes on.</summary>
    /// <param name="network">The network.</param>
    /// <param name="more">Further metadata.</param>
    public static TrainingSnapshot Capture(NetworkBody network, IReadOnlyDictionary<string, string> more) =>
        new(NetworkFile.Tensors(network), NetworkFile.Metadata(network, more));

    /// <summary>Reads a network.</summary>
    /// <exception cref="EngramException">The file is missing, damaged, or no network of this program.</exception>
    public static NetworkBody Read(string path) => NetworkFile.Read(ReadTensors(path), path);

    /// <summary>Reads tensors and metadata, which are what was written.</summary>
    /// <exception cref="EngramException">The file is missing or damaged.</exception>
    public static SafetensorsFile ReadTensors(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        return TrainingStateFile.HasRightChecksum(file)
            ? file
            : throw new EngramException($"{path} is damaged: its checksum does not match its content; restore it from a copy, or remove it.");
    }
}
