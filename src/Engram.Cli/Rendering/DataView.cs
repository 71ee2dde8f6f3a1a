using Engram.Cli.Terminal;
using Engram.Data.Files;

namespace Engram.Cli.Rendering;

/// <summary>Shows data sets and how their files compare with the catalog.</summary>
internal static class DataView
{
    private static readonly string Indent = new(' ', 16);

    public static void List(Shell shell, string? dataDirectory)
    {
        foreach (DatasetDescription dataset in DatasetCatalog.All)
        {
            shell.WriteText(dataset.Title, $"{dataset.Name,-15} ");
            shell.WriteText($"{RunText.Count(dataset.TrainCount)} training and {RunText.Count(dataset.TestCount)} test images of {dataset.Shape}, {dataset.ClassNames.Count} classes", Indent);
            string place = DatasetCatalog.TryLocate(dataset, dataDirectory)?.Folder
                ?? (dataDirectory is null
                    ? $"not on this machine; get it with: {shell.Invocation.Command("data", "fetch", dataset.Name)}"
                    : $"not in {dataDirectory}; get it with: {shell.Invocation.Command("data", "fetch", dataset.Name, "--data-dir", Invocation.OfPath(dataDirectory))}");
            shell.WriteLine(Indent + place);
        }
    }

    /// <returns>The exit code: failed where a file is not what it should be, or cannot be compared.</returns>
    public static int Verify(Shell shell, DatasetLocation location)
    {
        IReadOnlyList<DatasetFileCheck> checks = location.Verify();
        foreach (DatasetFileCheck check in checks)
        {
            shell.WriteLine($"{Word(check.Verdict),-7} {check.Path}");
        }

        foreach (DatasetFileCheck check in checks.Where(check => !check.IsGood))
        {
            shell.Error.WriteLine(check.Failure);
        }

        return checks.All(check => check.IsGood) ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Word(DatasetFileVerdict verdict) => verdict switch
    {
        DatasetFileVerdict.Good => "good",
        DatasetFileVerdict.Bad => "bad",
        _ => "unknown",
    };
}
