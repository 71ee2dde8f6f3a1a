using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>Images that are not those that a run was trained and tested on.</summary>
/// <param name="Own">What the run was trained or tested on, as a clause.</param>
/// <param name="Found">What there is instead.</param>
/// <param name="FolderName">The folder in the run's folder for what comes of them: results of other images never replace the run's own.</param>
internal sealed record OtherData(string Own, string Found, string FolderName)
{
    /// <summary>What to do where a command has an option for other data.</summary>
    public const string Meant = "add --other-data if the other data are meant";

    private const int DigitsOfFolder = 8;

    /// <summary>Compares images with those of a run; null where they are the same, or nothing tells that they are not.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="trainedName">What the images are called that it was trained on; null where that is not known.</param>
    /// <param name="trainedFingerprint">Their fingerprint; null where the record alone may know it.</param>
    /// <param name="record">Its record; null where there is none.</param>
    /// <param name="found">The whole data set that was found.</param>
    /// <param name="name">Its name.</param>
    public static OtherData? Find(RunSpec spec, string? trainedName, string? trainedFingerprint, RunRecord? record, DatasetSplits found, string name)
    {
        string? own = trainedFingerprint ?? record?.DataFingerprint;
        string train = FingerprintOfTraining(spec, found);
        if (own is null ? name != spec.Data : own != train)
        {
            return new OtherData(
                $"trained on {trainedName ?? spec.DataName}{(own is null ? "" : $" (fingerprint {own})")}", Describe(found, name, "other data", train), Folder(name, train))
            {
                IsOwnPath = spec.HasOwnData,
            };
        }

        string test = found.Test.Fingerprint;
        return record?.TestFingerprint is { } ownTest && ownTest != test
            ? new OtherData($"tested on {spec.DataName} test (fingerprint {ownTest})", Describe(found, name, "data with other test images", test), Folder(name, test))
            {
                IsOwnPath = spec.HasOwnData,
            }
            : null;
    }

    /// <summary>The sentence with which a command refuses them.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="remedy">What may be done instead of naming its own data, as a clause.</param>
    public EngramException Refusal(string run, string remedy = Meant) =>
        new($"The run {run} was {Own}, but {Found}; {(IsOwnPath ? "put the images back that it was begun with" : "name the folder of its own data with --data-dir")}, or {remedy}.");

    /// <summary>Whether the run's data is named by a path, and not looked for in a folder of data sets.</summary>
    private bool IsOwnPath { get; init; }

    /// <summary>Folders in a run's folder with an analysis of other data.</summary>
    public static IReadOnlyList<string> Analyzed(RunFolder run) =>
        [.. Directory.GetDirectories(run.Path).Where(folder => File.Exists(new AnalysisFolder(run, Path.GetFileName(folder)).DocumentPath)).Order(StringComparer.Ordinal)];

    /// <summary>The name of a folder for what comes of data.</summary>
    public static string Folder(string name, string fingerprint) => $"{RunSpec.NameOf(name)}-{fingerprint[..DigitsOfFolder]}";

    private static string Describe(DatasetSplits found, string name, string what, string fingerprint) =>
        $"{RunSpec.NameOf(name)}{(found.Origin is { } origin ? $" in {origin.Folder}" : "")} is {what} (fingerprint {fingerprint})";

    // Other data may have too few images or classes for the spec.
    private static string FingerprintOfTraining(RunSpec spec, DatasetSplits found)
    {
        try
        {
            return RunData.Of(spec, found).Train.Fingerprint;
        }
        catch (EngramException)
        {
            return found.Train.Fingerprint;
        }
    }
}
