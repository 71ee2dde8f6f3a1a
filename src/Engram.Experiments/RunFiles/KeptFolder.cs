using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using Engram.Models;
using Engram.Storage;
using Engram.Training;

namespace Engram.Experiments.RunFiles;

/// <summary>Weights that a run has kept.</summary>
/// <param name="PhaseIndex">0-based part of the training: the layer where layers train one by one, 0 where they train together.</param>
/// <param name="Epoch">Epochs that this part had trained; 0 for none.</param>
/// <param name="Path">The file.</param>
internal sealed record KeptPoint(int PhaseIndex, int Epoch, string Path);

/// <summary>
/// <c>kept/</c> in a run's folder: weights after some epochs, each a network's file with a checksum, and in <c>epochs.txt</c> after which. That is
/// written before the run begins, so that a resumed run keeps what the first was asked to keep.
/// </summary>
/// <param name="run">The run's folder.</param>
internal sealed partial class KeptFolder(RunFolder run)
{
    private const string ChecksumMark = "# CRC-32 ";

    private string PlanPath => System.IO.Path.Combine(run.KeptPath, "epochs.txt");

    /// <summary>The weights that there are, in the order of the training.</summary>
    public IReadOnlyList<KeptPoint> Points => Directory.Exists(run.KeptPath)
        ? [.. Directory.GetFiles(run.KeptPath).Select(ToPoint).OfType<KeptPoint>().OrderBy(point => point.PhaseIndex).ThenBy(point => point.Epoch)]
        : [];

    /// <summary>The file of weights.</summary>
    /// <param name="phaseIndex">The part of the training, null where it has one only.</param>
    /// <param name="epoch">Epochs of it.</param>
    public string PathOf(int? phaseIndex, int epoch) => System.IO.Path.Combine(
        run.KeptPath, string.Create(CultureInfo.InvariantCulture, $"{(phaseIndex is { } phase ? $"layer-{phase + 1}-" : "")}epoch-{epoch:D4}.safetensors"));

    /// <summary>Prepares the folder for a run that begins. What a run that was here before has left is no part of this one.</summary>
    /// <param name="kept">What the run keeps; null for nothing.</param>
    public void Begin(KeptEpochs? kept)
    {
        if (Directory.Exists(run.KeptPath))
        {
            string[] old = [.. Points.Select(point => point.Path), .. File.Exists(PlanPath) ? (string[])[PlanPath] : []];
            FileFailure.Guard(run.KeptPath, () => Array.ForEach(old, File.Delete));
        }

        if (kept is not null)
        {
            DurableFolder.Create(run.KeptPath);
            AtomicFile.WriteAllText(PlanPath, $"{kept}\n{ChecksumMark}{Checksum($"{kept}")}\n");
        }
    }

    /// <summary>What the run keeps; null for nothing.</summary>
    /// <exception cref="EngramException">The file cannot be read.</exception>
    public KeptEpochs? ReadPlan()
    {
        if (!File.Exists(PlanPath))
        {
            return null;
        }

        string text = FileFailure.GuardReading(PlanPath, () => TextFile.Read(PlanPath, TextFile.LargestInput));
        return text.Split('\n') is [var epochs, var checksum, ""] && checksum == ChecksumMark + Checksum(epochs) && KeptEpochs.TryParse(epochs, out KeptEpochs? kept) ? kept : throw new EngramException(
            $"{PlanPath} is damaged, so that nothing tells which epochs the run keeps; remove it to keep no more, or remove the run {run.Path} to train it anew.");
    }

    /// <summary>Fails where weights are damaged that the run does not make again: no checkpoint has those of an earlier epoch.</summary>
    /// <param name="remains">Which weights stay as they are.</param>
    /// <exception cref="EngramException">There are some; the sentence has the file and what to do.</exception>
    public void RequireIntact(Func<KeptPoint, bool> remains)
    {
        if (FindDamaged(remains) is { } damaged)
        {
            throw new EngramException(
                $"{damaged} is damaged, and no checkpoint has the weights of an earlier epoch; remove it to do without them, or remove the run {run.Path} to train it anew.");
        }
    }

    /// <summary>The first of some weights that are not what they were, or of another run; null where there are none.</summary>
    public string? FindDamaged(Func<KeptPoint, bool> which) => Points.Where(which).FirstOrDefault(point => !IsIntact(point))?.Path;

    private bool IsIntact(KeptPoint point)
    {
        try
        {
            ReadTensors(point);
            return true;
        }
        catch (EngramException)
        {
            return false;
        }
    }

    private static string Checksum(string text) => Convert.ToHexStringLower(Crc32.Hash(Encoding.UTF8.GetBytes(text)));

    /// <summary>Removes what writers that were killed have left.</summary>
    public void RemoveLeftovers()
    {
        if (Directory.Exists(run.KeptPath))
        {
            AtomicFile.RemoveLeftovers(run.KeptPath);
        }
    }

    /// <summary>The network of some weights.</summary>
    /// <exception cref="EngramException">The file is damaged, or is of another run.</exception>
    public NetworkBody Read(KeptPoint point) => NetworkFile.Read(ReadTensors(point), point.Path);

    private SafetensorsFile ReadTensors(KeptPoint point)
    {
        SafetensorsFile file = KeptNetworkFile.ReadTensors(point.Path);
        return file.Metadata.GetValueOrDefault(RunIdentity.Key) == RunIdentity.OfSpec(run)
            ? file
            : throw new EngramException($"{point.Path} belongs to another run: it was made with another spec than {run.SpecPath}; remove it, or restore it from a copy.");
    }

    [GeneratedRegex(@"^(layer-(?<layer>[1-9][0-9]{0,5})-)?epoch-(?<epoch>[0-9]{4,7})\.safetensors$")]
    private static partial Regex Name();

    private static KeptPoint? ToPoint(string path)
    {
        Match name = Name().Match(System.IO.Path.GetFileName(path));
        int Number(string group, int otherwise) => name.Groups[group].Success ? int.Parse(name.Groups[group].Value, CultureInfo.InvariantCulture) : otherwise;
        return name.Success ? new KeptPoint(Number("layer", 1) - 1, Number("epoch", 0), path) : null;
    }
}
