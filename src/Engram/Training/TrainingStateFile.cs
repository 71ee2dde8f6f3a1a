using System.IO.Hashing;
using System.Text.Json;
using Engram.Data;
using Engram.Models;
using Engram.Storage;

namespace Engram.Training;

/// <summary>
/// A <see cref="TrainingState"/> as one safetensors file: parameters, what the optimizer remembers of them, those of the best epoch so
/// far where these are kept, the wrong labels of the epoch under way; spec, place and metrics as JSON in the metadata; and a checksum over all of it.
/// </summary>
internal static class TrainingStateFile
{
    private const string FormatKey = "engram.format";
    private const string Format = "checkpoint-2";
    private const string FirstFormat = "checkpoint-1";
    private const string StateKey = "engram.state";
    private const string ChecksumKey = "engram.checksum";
    private const string WrongLabels = "wrongLabels";

    /// <summary>Writes a state; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void Write(string path, TrainingState state) => Capture(state).Write(path);

    /// <summary>Copies a state as it is now, to be written while the training goes on.</summary>
    public static TrainingSnapshot Capture(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<SafetensorsTensor> tensors = NetworkFile.Tensors(state.Network);
        tensors.AddRange(state.SlotsInUse.Select(slot => slot.ToTensor()));
        tensors.AddRange(state.Best.Select(kept => kept.ToTensor()));
        tensors.Add(StoredLabels.ToTensor(WrongLabels, state.WrongLabels, state.Network.Input.ClassCount));
        Dictionary<string, string> metadata = new(NetworkDescription.Of(state.Network))
        {
            [FormatKey] = Format,
            [StateKey] = JsonSerializer.Serialize(TrainingStateRecord.From(state), TrainingStateJson.Default.TrainingStateRecord),
        };
        return new TrainingSnapshot(tensors, metadata);
    }

    /// <summary>Writes what was captured, with a checksum over it.</summary>
    internal static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata) =>
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string>(metadata) { [ChecksumKey] = Checksum(metadata, tensors) });

    /// <summary>Reads a state.</summary>
    /// <exception cref="EngramException">The file is missing, damaged, or no checkpoint of this program.</exception>
    public static TrainingState Read(string path) => Read(SafetensorsFile.Read(path), path);

    /// <summary>Reads a state from the content of a file.</summary>
    internal static TrainingState Read(SafetensorsFile file, string path)
    {
        if (file.Metadata.GetValueOrDefault(FormatKey) is not (Format or FirstFormat))
        {
            throw new EngramException(
                $"{path} is no checkpoint of this program (its metadata lacks {FormatKey} = {Format}); name a file that engram train wrote.");
        }

        if (!HasRightChecksum(file))
        {
            throw new EngramException($"{path} is damaged: its checksum does not match its content; resume from an older checkpoint.");
        }

        TrainingState state = ReadRecord(path, file, ReadWrongLabels(path, file));
        NetworkFile.ReadParameters(file, state.Network);
        foreach (Parameter slot in state.SlotsInUse)
        {
            slot.Read(file);
        }

        state.ReadBest(file);
        return state;
    }

    private static int[] ReadWrongLabels(string path, SafetensorsFile file)
    {
        SafetensorsTensor? tensor = file.Tensors.FirstOrDefault(candidate => candidate.Name == WrongLabels);
        return tensor is { Shape.Count: 1 }
            ? StoredLabels.FromTensor(file, tensor)
            : throw new EngramException($"{path} lacks the tensor {WrongLabels}; resume from an older checkpoint.");
    }

    private static TrainingState ReadRecord(string path, SafetensorsFile file, int[] wrongLabels)
    {
        try
        {
            TrainingStateRecord record = TrainingStateRecord.Parse(file.Metadata[StateKey]);
            TrainingSpecValidation.Validate(record.Spec);
            NetworkBody network = NetworkDescription.Create(path, file, record.Spec);
            record.RequireConsistent(network);
            return record.ToState(network, wrongLabels);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or EngramException)
        {
            throw new EngramException($"{path} holds no readable training state ({exception.Message.TrimEnd('.')}); resume from an older checkpoint.", exception);
        }
    }

    /// <summary>Whether a file that was written with a checksum is what it was then.</summary>
    internal static bool HasRightChecksum(SafetensorsFile file) => file.Metadata.GetValueOrDefault(ChecksumKey) == Checksum(file.Metadata, file.Tensors);

    internal static string Checksum(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorsTensor> tensors)
    {
        XxHash3 hash = new();
        foreach ((string key, string value) in metadata.Where(pair => pair.Key != ChecksumKey).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.Append(System.Text.Encoding.UTF8.GetBytes($"{key}\0{value}\0"));
        }

        foreach (SafetensorsTensor tensor in tensors)
        {
            hash.Append(System.Text.Encoding.UTF8.GetBytes($"{tensor.Name}\0"));
            hash.Append(tensor.Data.Span);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
