using System.Text.Json;
using Engram.Analysis;
using Engram.Experiments.Runs;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>Writes and reads <c>analysis.json</c>.</summary>
internal static class AnalysisDocument
{
    public static string Format(NetworkAnalysis analysis) => JsonSerializer.Serialize(analysis, AnalysisJson.Default.NetworkAnalysis) + "\n";

    public static void Write(string path, NetworkAnalysis analysis) => AtomicFile.WriteAllText(path, Format(analysis));

    /// <exception cref="EngramException">The file is missing, unreadable or no analysis.</exception>
    public static NetworkAnalysis Read(string path, string runPath)
    {
        try
        {
            return JsonSerializer.Deserialize(TextFile.Read(path), AnalysisJson.Default.NetworkAnalysis) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new EngramException($"{path} is no analysis or is damaged; make it again with engram analyze {runPath}.", error);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"{path} cannot be read because {FileProblem.Reading(path, error)}; make it with engram analyze {runPath}.", error);
        }
    }
}
