using Engram.Analysis;
using Engram.Analysis.Images;
using Engram.Analysis.Maps;
using Engram.Analysis.Spikes;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Families;

namespace Engram.Experiments.Analyses;

/// <summary>All that a finished and analyzed run has left in its folder, apart from its weights.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Spec">What was trained.</param>
/// <param name="Record">On what it ran and what came out.</param>
/// <param name="Metrics">What every epoch showed.</param>
/// <param name="Analysis">What emerged.</param>
/// <param name="SpecText">The spec as the YAML text that reproduces the run.</param>
public sealed record FinishedRun(
    string Folder,
    RunSpec Spec,
    RunRecord Record,
    IReadOnlyList<EpochMetrics> Metrics,
    NetworkAnalysis Analysis,
    string SpecText)
{
    /// <summary>Activations of a few images; null where they were not kept.</summary>
    internal WallSample? Wall { get; init; }

    /// <summary>What a linear classifier makes of the run's features; null where none was trained.</summary>
    public ReadOutRecord? ReadOut { get; init; }

    /// <summary>What the network loses with some of its units; null where nobody has silenced any.</summary>
    public LesionRecord? Lesions { get; init; }

    /// <summary>Layers at moments of the training; null where they were not measured.</summary>
    internal EpochsRecord? Epochs { get; init; }

    /// <summary>What pictures of convolutional layers are drawn from; null for other layers, and where it was not kept.</summary>
    internal MapPictures? Maps { get; init; }

    /// <summary>Images that show what the network makes of its classes; null where they were not kept.</summary>
    internal ClassPictures? Pictures { get; init; }

    /// <summary>Who fires when, for one image of each class; null where units do not fire, and where it was not kept.</summary>
    internal SpikeRasters? Rasters { get; init; }

    /// <summary>Whether the analysis is of other data than the run was trained and tested on.</summary>
    public bool IsOnOtherData { get; init; }

    /// <summary>Where a report of this run alone belongs.</summary>
    public string ReportPath { get; init; } = new RunFolder(Folder).ReportPath;

    /// <summary>Where an explorer of this run alone belongs: beside its report.</summary>
    public string ExplorerPath => Path.Combine(Path.GetDirectoryName(ReportPath)!, "explore.html");

    /// <summary>Reads a run's folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="warn">Is told of what may be wrong with it, one sentence each; null where nobody wants to know.</param>
    /// <param name="otherData">Takes the analysis of other data than the run's own.</param>
    /// <exception cref="EngramException">There is no run, it is not finished or not analyzed, or a file is damaged.</exception>
    public static FinishedRun Read(string path, Action<string>? warn = null, bool otherData = false) =>
        Read(path, folder => otherData ? TheOnlyOther(folder) : null, warn);

    /// <summary>Reads a run's folder with the analysis of certain data.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="otherData">The folder in it for these data, as <see cref="OtherData.FolderName"/> has it; null for the run's own.</param>
    /// <param name="warn">Is told of what may be wrong with the run.</param>
    /// <exception cref="EngramException">As for the other.</exception>
    internal static FinishedRun ReadWith(string path, string? otherData, Action<string> warn) => Read(path, _ => otherData, warn);

    private static FinishedRun Read(string path, Func<RunFolder, string?> otherData, Action<string>? warn)
    {
        var folder = RunFolder.Existing(path);
        folder.RequireWeights();
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        warn ??= _ => { };
        RunIntegrity.Require(folder, warn);
        RunRecord record = RunDocument.Read(folder.RecordPath);
        if (record.Layers.Count != spec.Training.Layers.Count)
        {
            throw new EngramException($"{folder.RecordPath} has {record.Layers.Count} layers and {folder.SpecPath} {spec.Training.Layers.Count}; have it made again by {RunCommands.Resume(folder)}, or restore it from a copy.");
        }

        var analyses = new AnalysisFolder(folder, otherData(folder));
        NetworkAnalysis analysis = AnalysisDocument.Read(analyses, spec, record, warn);
        return new FinishedRun(
            path,
            spec,
            record,
            MetricsFile.Read(folder.MetricsPath, spec.Training.Layers.Count),
            analysis,
            SpecFile.Format(spec))
        {
            Maps = HasMaps(spec) ? MapsFile.Read(analyses, ShapeOf(analysis), analysis.ClassNames.Count, spec.Training.Layers) : null,
            Pictures = ImagesFile.Read(analyses, ShapeOf(analysis), analysis.ClassNames.Count, HasMaps(spec) ? [] : spec.Training.Layers),
            Rasters = analysis.Spikes is { } spikes ? SpikesFile.Read(analyses, analysis.ClassNames.Count, spikes.Steps, spec.Training.Layers) : null,
            Wall = WallFile.Read(analyses, spec.Training.Layers),
            Epochs = EpochFiles.Find(analyses, spec.Training.Layers, analysis.ClassNames.Count),
            Lesions = LesionFiles.Find(analyses, spec.Training.Layers, analysis.ClassNames.Count),
            ReadOut = ReadOutFiles.Find(analyses, spec.Training.Layers.Count),
            IsOnOtherData = analyses.IsOfOtherData,
            ReportPath = analyses.ReportPath,
        };
    }

    private static bool HasMaps(RunSpec spec) => !ModelTable.Find(spec.Training.Model).Traits.IsFullyConnected;

    private static ImageShape ShapeOf(NetworkAnalysis analysis) => new(analysis.Saliency.Channels, analysis.Saliency.Height, analysis.Saliency.Width);

    private static string TheOnlyOther(RunFolder folder) => OtherData.Analyzed(folder) switch
    {
        [var only] => Path.GetFileName(only),
        [] => throw new EngramException($"The run {folder.Path} has no analysis of other data; make it with {RunCommands.AnalyzeOther(folder)}, or leave --other-data out."),
        var several => throw new EngramException(
            $"The run {folder.Path} has analyses of several other data: {string.Join(", ", several)}; move all but one of them out of the run's folder."),
    };

    /// <summary>Whether a run has been analyzed.</summary>
    public static bool IsAnalyzed(string path) => File.Exists(new AnalysisFolder(new RunFolder(path)).DocumentPath);

    /// <summary>Whether a run has been analyzed, with the weights that it has, and the analysis is what it was then.</summary>
    internal static bool HasIntactAnalysis(string path) => new AnalysisFolder(new RunFolder(path)).IsIntact;
}
