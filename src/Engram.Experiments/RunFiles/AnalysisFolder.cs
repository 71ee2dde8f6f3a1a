namespace Engram.Experiments.RunFiles;

/// <summary>Where the results of a run's analysis lie. Other programs rely on these names.</summary>
/// <param name="run">The run's folder.</param>
/// <param name="otherData">The folder in it for the data that were analyzed; null for the run's own.</param>
internal sealed class AnalysisFolder(RunFolder run, string? otherData = null)
{
    /// <summary>Whether the images were others than the run's own.</summary>
    public bool IsOfOtherData => otherData is not null;

    /// <summary>The run's folder, seen from here.</summary>
    public string WayToRun => IsOfOtherData ? "../../" : "../";

    /// <summary>Where a report of this analysis alone is written.</summary>
    public string ReportPath => IsOfOtherData ? System.IO.Path.Combine(run.Path, otherData!, System.IO.Path.GetFileName(run.ReportPath)) : run.ReportPath;

    /// <summary>The run that is analyzed.</summary>
    public RunFolder Run => run;

    public string Path { get; } = System.IO.Path.Combine(run.Path, otherData ?? "", "analysis");

    /// <summary>Everything, as one document.</summary>
    public string DocumentPath => Part("analysis.json");

    /// <summary>Activations of the few images that a wall plot shows.</summary>
    public string WallPath => Part("wall.npz");

    /// <summary>What pictures of convolutional layers are drawn from.</summary>
    public string MapsPath => Part("maps.npz");

    /// <summary>Who fires when, for one image of each class.</summary>
    public string SpikesPath => Part("spikes.npz");

    /// <summary>Images that show what the network makes of its classes.</summary>
    public string ImagesPath => Part("images.npz");

    /// <summary>Mean magnitude of the input gradient, [classes, channels, height, width].</summary>
    public string SaliencyPath => Part("saliency.npz");

    /// <summary>SHA-256 of the files and of the weights that were analyzed, as <c>sha256sum -c</c> reads them.</summary>
    public string ChecksumsPath => Part("checksums.sha256");

    /// <summary>Held open by the process that writes here.</summary>
    public string LockPath => Part(".lock");

    /// <summary>A table of the analysis.</summary>
    public string TablePath(string name) => Part($"{name}.csv");

    /// <summary>A file by its name.</summary>
    public string File(string name) => Part(name);

    /// <summary>Whether there is an analysis that is what it was when it was made, of the weights that the run has.</summary>
    public bool IsIntact => System.IO.File.Exists(DocumentPath) && AnalysisChecksums.FindFault(this) is null;

    private string Part(string name) => System.IO.Path.Combine(Path, name);
}
