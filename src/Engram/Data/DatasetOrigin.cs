namespace Engram.Data;

/// <summary>Which files a data set was read from, and what they hold: all of it, whatever part of it is used.</summary>
/// <param name="Name">Name of the data set.</param>
/// <param name="Folder">The folder of its files, as an absolute path.</param>
/// <param name="TrainCount">Images in the training split.</param>
/// <param name="TestCount">Images in the test split.</param>
/// <param name="ClassCount">Number of classes.</param>
public sealed record DatasetOrigin(string Name, string Folder, int TrainCount, int TestCount, int ClassCount)
{
    /// <summary>Channels, height and width of every image, such as 1x28x28; null in records of earlier versions.</summary>
    public string? Shape { get; init; }

    /// <summary>What the user should know of how own images were read, as a clause; null for a data set of the catalog.</summary>
    public string? Remark { get; init; }
}
