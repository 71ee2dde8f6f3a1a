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
        ? File.Exists(Path.Combine(path, Train))
        : path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        if (!Directory.Exists(path))
        {
            return new OwnParts(new CsvImages(path, options).Read(), null);
        }

        string test = Path.Combine(path, Test);
        return new OwnParts(
            new CsvImages(Path.Combine(path, Train), options).Read(),
            File.Exists(test) && options.TestPath is null ? new CsvImages(test, options).Read() : null);
    }
}
