using Engram.Experiments.RunFiles;
using Engram.Models;
using Engram.Training;

namespace Engram.Experiments.Evaluations;

/// <summary>The network that a finished run has left.</summary>
public static class RunNetwork
{
    /// <summary>Reads the network of a run.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="warn">Is told of what may be wrong with the run, one sentence each.</param>
    /// <exception cref="EngramException">The run is not finished, or a file of it is damaged or of another run.</exception>
    public static Network Read(string path, Action<string> warn)
    {
        var folder = RunFolder.Existing(path);
        folder.RequireWeights();
        NetworkBody network = NetworkFile.Read(folder.WeightsPath, warn);
        RunIntegrity.Require(folder, warn);
        return new Network(network);
    }
}
