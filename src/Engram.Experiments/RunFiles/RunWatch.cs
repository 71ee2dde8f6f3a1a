using Engram.Experiments.Files;
using Engram.Families;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// How far a run of another process has come, from its folder alone: so it is seen in the same way whether the process
/// runs here or on another machine.
/// </summary>
internal static class RunWatch
{
    /// <summary>The run's record; null where there is none that can be read.</summary>
    public static RunRecord? ReadRecord(RunFolder run)
    {
        try
        {
            return File.Exists(run.RecordPath) ? RunDocument.Read(run.RecordPath) : null;
        }
        catch (EngramException)
        {
            return null;
        }
    }

    /// <summary>Rows of <c>metrics.csv</c> that are there, and those that will be.</summary>
    public static (int Rows, int AllRows) Progress(RunFolder run, TrainingSpec spec) => (Math.Min(CountRows(run), RowCount(spec)), RowCount(spec));

    /// <summary>A model that learns layer by layer writes a row per layer and epoch, one that learns as a whole one per epoch.</summary>
    public static int RowCount(TrainingSpec spec) => ModelTable.Find(spec.Model).Traits.IsLocal
        ? Enumerable.Range(0, spec.Layers.Count).Sum(layer => spec.Epochs[layer])
        : spec.Epochs[0];

    private static int CountRows(RunFolder run)
    {
        try
        {
            return File.Exists(run.MetricsPath) ? Math.Max(0, File.ReadLines(run.MetricsPath).Count() - 1) : 0;
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            return 0;
        }
    }
}
