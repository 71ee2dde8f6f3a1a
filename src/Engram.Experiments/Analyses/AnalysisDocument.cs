using System.Text.Json;
using Engram.Analysis;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>Writes and reads <c>analysis.json</c>.</summary>
internal static class AnalysisDocument
{
    public static string Format(NetworkAnalysis analysis) => JsonSerializer.Serialize(analysis, AnalysisJson.Default.NetworkAnalysis) + "\n";

    public static string Format(ActivationAnalysis analysis) => JsonSerializer.Serialize(analysis, AnalysisJson.Default.ActivationAnalysis) + "\n";

    /// <summary>Reads the analysis of a finished run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="spec">What was trained.</param>
    /// <param name="record">What came out.</param>
    /// <param name="warn">Is told that the analysis has no checksums.</param>
    /// <exception cref="EngramException">The file is missing, damaged, or no analysis of that run.</exception>
    public static NetworkAnalysis Read(AnalysisFolder folder, RunSpec spec, RunRecord record, Action<string> warn)
    {
        string path = folder.DocumentPath;
        try
        {
            string text = TextFile.Read(path);
            if (AnalysisChecksums.FindFault(folder) is { } fault)
            {
                throw new EngramException($"{fault}; make it again with {RunCommands.Analyze(folder)}.");
            }

            NetworkAnalysis analysis = JsonSerializer.Deserialize(text, AnalysisJson.Default.NetworkAnalysis) ?? throw new JsonException("it is null");
            AnalysisValidation.Require(analysis, spec, folder.IsOfOtherData);
            if (!folder.IsOfOtherData && AnalysisValidation.FindOtherImages(analysis, record) is { } difference)
            {
                throw new EngramException($"{path} is of other images than the run was tested with ({difference}); make it again with {RunCommands.Analyze(folder)}.");
            }

            if (!File.Exists(folder.ChecksumsPath))
            {
                warn($"The analysis {folder.Path} has no {Path.GetFileName(folder.ChecksumsPath)}, so nothing tells whether its files are what they were.");
            }

            return analysis;
        }
        catch (JsonException error)
        {
            throw new EngramException($"{path} is no analysis or is damaged; make it again with {RunCommands.Analyze(folder)}.", error);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"{path} cannot be read because {FileProblem.Reading(path, error)}; make it with {RunCommands.Analyze(folder)}.", error);
        }
    }
}
