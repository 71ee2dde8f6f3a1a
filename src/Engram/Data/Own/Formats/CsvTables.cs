namespace Engram.Data.Own.Formats;

/// <summary>A .csv file, or a folder with <c>train.csv</c> and <c>test.csv</c>.</summary>
internal sealed class CsvTables : DatasetFormat
{
    private const string Ending = ".csv";
    private const string Train = "train" + Ending;
    private const string Test = "test" + Ending;

    public override string Name => "csv";

    public override string Title => "a .csv file with a column of labels and one for each pixel, or a folder with train.csv and test.csv";

    public override bool Recognizes(string path) => Directory.Exists(path)
        ? Find(path, Train) is not null
        : path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        if (!Directory.Exists(path))
        {
            return new OwnParts(new CsvImages(path, options).Read(), null);
        }

        return new OwnParts(
            new CsvImages(Find(path, Train)!, options).Read(),
            options.TestPath is null && Find(path, Test) is { } test ? new CsvImages(test, options).Read() : null);
    }

    /// <summary>The file of a name, whatever its case; null where there is none.</summary>
    private static string? Find(string folder, string name) => Directory.EnumerateFiles(folder)
        .Order(StringComparer.Ordinal).LastOrDefault(file => string.Equals(Path.GetFileName(file), name, StringComparison.OrdinalIgnoreCase));
}
