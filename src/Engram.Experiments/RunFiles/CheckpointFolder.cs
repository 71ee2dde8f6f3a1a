using System.Globalization;
using Engram.Experiments.Files;
using Engram.Models;
using Engram.Storage;
using Engram.Training;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// The training states of a run, one file each, named by the steps taken. The newest two are kept, so that one that
/// turns out damaged costs the time between two checkpoints and not the run.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="hold">Fails where the run's folder is no longer this process's own.</param>
internal sealed class CheckpointFolder(string path, Action hold)
{
    private const int KeptCount = 2;
    private const string Extension = ".safetensors";

    private readonly HashSet<string> _unremovable = [];

    /// <summary>The files, newest first.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(path)
        ? [.. Directory.GetFiles(path, "*" + Extension).Where(file => Steps(file) is not null).OrderByDescending(Steps)]
        : [];

    /// <summary>Makes the folder. Nothing later does: a folder that is gone was removed by somebody, together with the run.</summary>
    public void Create()
    {
        hold();
        DurableFolder.Create(path);
    }

    /// <summary>Writes a state and, once it is safe on the disk, removes all but the newest two.</summary>
    /// <param name="state">The state.</param>
    /// <param name="completedSteps">The steps that it has taken.</param>
    /// <param name="warn">Is told, once each, of older files that cannot be removed: they cost room and nothing else.</param>
    /// <returns>The file written.</returns>
    public string Write(TrainingSnapshot state, long completedSteps, Action<string> warn)
    {
        hold();
        string file = Path.Combine(path, completedSteps.ToString("D6", CultureInfo.InvariantCulture) + Extension);
        state.Write(file);
        foreach (string old in Files.Skip(KeptCount))
        {
            Remove(old, warn);
        }

        return file;
    }

    /// <summary>The newest state that reads cleanly, or null where there is none.</summary>
    /// <param name="warn">Is told of every damaged file on the way to it.</param>
    public TrainingState? ReadNewest(Action<string> warn)
    {
        hold();
        AtomicFile.RemoveLeftovers(path);
        IReadOnlyList<string> files = Files;
        for (int i = 0; i < files.Count; i++)
        {
            try
            {
                TrainingState state = TrainingStateFile.Read(files[i]);
                NetworkFile.WarnOfMissing(files[i], state.Network.Input, warn);
                return state;
            }
            catch (EngramException)
            {
                string next = i + 1 < files.Count ? files[i + 1] : "the beginning";
                warn($"The checkpoint {files[i]} is damaged and set aside; training goes on from {next}.");
                SetAside(files[i]);
            }
        }

        return null;
    }

    private void Remove(string old, Action<string> warn)
    {
        try
        {
            File.Delete(old);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            if (_unremovable.Add(old))
            {
                warn($"The older checkpoint {old} cannot be removed because {FileProblem.Removing(error)}; it takes room until it is removed by hand.");
            }
        }
    }

    /// <summary>Out of the way, or it would count as the newest of the two that are kept.</summary>
    private void SetAside(string file)
    {
        hold();
        FileFailure.Guard(file, () => File.Move(file, file + ".damaged", overwrite: true));
    }

    private static long? Steps(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out long steps)
            ? steps
            : null;
}
