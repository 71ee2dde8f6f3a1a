using Engram.Cli.Terminal;
using Engram.Experiments.Results;

namespace Engram.Cli.SweepRendering;

/// <summary>Says which runs are not in the results of a sweep, or not sure to be what they were.</summary>
internal static class ResultsWarnings
{
    /// <summary>Writes the warnings.</summary>
    /// <returns>Whether all runs could be read.</returns>
    public static bool Show(Shell shell, SweepResults results)
    {
        foreach (string warning in results.Damaged.Concat(results.Warnings))
        {
            shell.Warn(warning);
        }

        return results.Damaged.Count == 0;
    }
}
