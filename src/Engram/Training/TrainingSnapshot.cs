using Engram.Storage;

namespace Engram.Training;

/// <summary>A copy of a training state, which can be written on another thread while the training goes on.</summary>
internal sealed class TrainingSnapshot
{
    private readonly IReadOnlyList<SafetensorsTensor> _tensors;
    private readonly IReadOnlyDictionary<string, string> _metadata;

    internal TrainingSnapshot(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        _tensors = tensors;
        _metadata = metadata;
    }

    /// <summary>Writes the state; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public void Write(string path) => TrainingStateFile.Write(path, _tensors, _metadata);
}
