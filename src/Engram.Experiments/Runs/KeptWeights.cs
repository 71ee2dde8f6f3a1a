using System.Globalization;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>
/// Keeps the weights of a training after some of its epochs. They are on the disk before any checkpoint of a later moment is, so that a run that goes
/// on from one has all of what came before; what came after is written again, with the same bits.
/// </summary>
internal sealed class KeptWeights
{
    private readonly KeptFolder _folder;
    private readonly FolderLock _hold;
    private readonly TrainingDriver _trainer;
    private readonly KeptEpochs _kept;
    private readonly IReadOnlyDictionary<string, string> _identity;
    private readonly int _phaseCount;
    private readonly Queue<(string Path, TrainingSnapshot Weights)> _captured = [];

    /// <param name="folder">Where they are kept.</param>
    /// <param name="hold">The lock of the run's folder.</param>
    /// <param name="trainer">The training.</param>
    /// <param name="kept">After which epochs.</param>
    /// <param name="identity">What the weights carry of the run.</param>
    public KeptWeights(KeptFolder folder, FolderLock hold, TrainingDriver trainer, KeptEpochs kept, IReadOnlyDictionary<string, string> identity)
    {
        _folder = folder;
        _hold = hold;
        _trainer = trainer;
        _kept = kept;
        _identity = identity;
        _phaseCount = trainer.State.Network.Model.Definition.PhaseCount(trainer.State.Spec);
        trainer.EpochReached = Capture;
    }

    /// <summary>Writes what the last step has led to.</summary>
    /// <exception cref="EngramException">It cannot be written.</exception>
    public void Write()
    {
        while (_captured.TryPeek(out var captured))
        {
            _hold.Require();
            captured.Weights.Write(captured.Path);
            _captured.Dequeue();
        }
    }

    /// <summary>What a training that is complete should have kept and has not, in one sentence; null where nothing is missing.</summary>
    public string? FindMissing()
    {
        string[] missing =
        [
            .. from phase in Enumerable.Range(0, _phaseCount)
               from epoch in Enumerable.Range(0, _trainer.EpochsTaken(phase) + 1).Where(_kept.Has)
               let path = PathOf(phase, epoch)
               where !File.Exists(path)
               select path,
        ];
        return missing.Length == 0 ? null : $"{missing[0]} is gone{(missing.Length > 1 ? $", and so are {missing.Length - 1} others" : "")}; a new run with the same spec makes the same weights.";
    }

    private void Capture(int phase, int epoch)
    {
        if (_kept.Has(epoch))
        {
            Dictionary<string, string> more = new(_identity) { ["epoch"] = epoch.ToString(CultureInfo.InvariantCulture) };
            if (_phaseCount > 1)
            {
                more["layer"] = (phase + 1).ToString(CultureInfo.InvariantCulture);
            }

            _captured.Enqueue((PathOf(phase, epoch), KeptNetworkFile.Capture(_trainer.State.Network, more)));
        }
    }

    private string PathOf(int phase, int epoch) => _folder.PathOf(_phaseCount > 1 ? phase : null, epoch);
}
