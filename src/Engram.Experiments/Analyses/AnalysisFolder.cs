namespace Engram.Experiments.Analyses;

/// <summary>Where the results of a run's analysis lie. Other programs rely on these names.</summary>
/// <param name="run">The run's folder.</param>
internal sealed class AnalysisFolder(RunFolder run)
{
    public string Path { get; } = System.IO.Path.Combine(run.Path, "analysis");

    /// <summary>Everything, as one document.</summary>
    public string DocumentPath => Part("analysis.json");

    /// <summary>Activations of the few images that a wall plot shows.</summary>
    public string WallPath => Part("wall.npz");

    /// <summary>Mean magnitude of the input gradient, [classes, channels, height, width].</summary>
    public string SaliencyPath => Part("saliency.npz");

    /// <summary>A table of the analysis.</summary>
    public string TablePath(string name) => Part($"{name}.csv");

    private string Part(string name) => System.IO.Path.Combine(Path, name);
}
