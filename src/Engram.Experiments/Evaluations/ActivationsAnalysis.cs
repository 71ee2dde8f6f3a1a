using System.Globalization;
using Engram.Analysis;
using Engram.Experiments.Analyses;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Storage;
using Engram.Threading;

namespace Engram.Experiments.Evaluations;

/// <summary>Analyzes the activations of any network, which an .npz file holds, and writes the results into a folder.</summary>
public static class ActivationsAnalysis
{
    private const string DocumentName = "analysis.json";

    /// <summary>Whether a path is that of a file of activations and not of a run.</summary>
    public static bool IsFile(string path) => string.Equals(Path.GetExtension(path), ".npz", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path);

    /// <summary>Where the results go unless another folder is named: beside the file.</summary>
    public static string FolderOf(string path) => $"{Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path))}-analysis";

    /// <summary>Analyzes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">Where the results go.</param>
    /// <param name="threads">Worker threads; null takes all cores.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <exception cref="EngramException">An array lacks or cannot be used, or a result cannot be written.</exception>
    public static ActivationAnalysis Analyze(string path, string folder, int? threads = null, Action<string>? progress = null)
    {
        LabelledActivations activations = ActivationsFile.Read(path);
        using var workers = new WorkerPool(MachineInfo.ThreadsFor(threads));
        string[] classNames = [.. activations.Classes.Select(label => label.ToString(CultureInfo.InvariantCulture))];
        ActivationAnalysis analysis = ActivationAnalyzer.Analyze(path, activations.Representations, activations.Predictions, classNames, workers, progress);
        Write(folder, analysis);
        return analysis;
    }

    /// <summary>An analysis as JSON text, as <c>analysis.json</c> has it.</summary>
    public static string Format(ActivationAnalysis analysis) => AnalysisDocument.Format(analysis);

    // Earlier results are replaced, and no file of a run: its analysis is of its weights.
    private static void Write(string folder, ActivationAnalysis analysis)
    {
        (string Path, string Header, IEnumerable<object?[]> Rows)[] tables =
            [.. AnalysisTables.All(analysis).Select(table => (Path.Combine(folder, $"{table.Name}.csv"), table.Header, table.Rows))];
        string document = Path.Combine(folder, DocumentName);
        DurableFolder.Create(folder);
        foreach (string file in tables.Select(table => table.Path).Append(document))
        {
            OutputFile.Require(file, "--output", []);
        }

        foreach (var (file, header, rows) in tables)
        {
            CsvTable.Write(file, header, rows);
        }

        AtomicFile.WriteAllText(document, Format(analysis));
    }
}
