using Engram.Data;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// What a run was, on what it ran, and what came out: the document <c>run.json</c>. Other programs rely on the names;
/// values that are not known (yet) are null.
/// </summary>
public sealed record RunRecord
{
    /// <summary>How far the run has come.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The sentence that a failed run ended with.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Whether that error lies in the numbers, such as a loss that became infinite: equal specs give equal bits, so it would
    /// come again. What the machine did wrong, such as a full disk, may be over the next time.
    /// </summary>
    public bool ErrorRecurs { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Data { get; init; }

    /// <summary>Where the data was found, and how much of it; null in records of earlier versions.</summary>
    public DatasetOrigin? Origin { get; init; }

    /// <summary>Hash of the images that are trained on and their labels, as the weights' metadata have it; null in records of earlier versions.</summary>
    public string? DataFingerprint { get; init; }

    /// <summary>Hash of all test images of the data set and their labels; null in records of earlier versions.</summary>
    public string? TestFingerprint { get; init; }

    /// <summary>Seed of every random choice.</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// SHA-256 of the lines of <c>spec.yaml</c> that are no comments. The weights' metadata have it too, so that a record or weights
    /// of another run are noticed; null in records of earlier versions.
    /// </summary>
    public string? SpecSha256 { get; init; }

    /// <summary>The folder of data sets that was named, as a full path; null where the images were found in the usual places.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Commit that the program was built from; null for a build outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Name of the kernel table; equal specs give equal bits on an equal instruction set.</summary>
    public required string InstructionSet { get; init; }

    /// <summary>Worker threads; they change the time and nothing else.</summary>
    public required int Threads { get; init; }

    /// <summary>Share of test images that are classified rightly.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>
    /// Share of the validation images that are classified rightly with the weights that the run has; null without such images. Weights chosen by it
    /// make it a little better than what new images would show.
    /// </summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Each layer, first layer first; empty until the run is finished.</summary>
    public IReadOnlyList<LayerRecord> Layers { get; init; } = [];

    /// <summary>Seconds spent in training steps and in validation, over all sessions of a resumed run.</summary>
    public double TrainSeconds { get; init; }

    /// <summary>Seconds from the start to the result, loading and testing included, over all sessions.</summary>
    public double TotalSeconds { get; init; }

    /// <summary>The most memory that the process held in RAM; null where the system does not tell.</summary>
    public long? PeakResidentBytes { get; init; }

    /// <summary>Training images per training second; an image counts each time that it is shown, whether one layer learns from it or several.</summary>
    public double? SamplesPerSecond { get; init; }

    /// <summary>Steps taken when the record was written.</summary>
    public long CompletedSteps { get; init; }

    /// <summary>Steps of the whole training; fewer than planned once early stopping has ended a part of it.</summary>
    public long TotalSteps { get; init; }

    /// <summary>What went wrong without stopping the run, such as a layer that fell silent.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The .NET runtime.</summary>
    public required string Dotnet { get; init; }

    /// <summary>The operating system.</summary>
    public required string Os { get; init; }

    /// <summary>The processor.</summary>
    public required string Cpu { get; init; }
}
