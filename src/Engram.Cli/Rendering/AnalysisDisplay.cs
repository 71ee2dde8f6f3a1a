using System.Diagnostics;
using Engram.Cli.Terminal;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>Shows which stage an analysis has reached, on a terminal only, and afterwards how long it took.</summary>
internal static class AnalysisDisplay
{
    public static void Show(Shell shell, bool onlyResult, Action<Action<string>> analyze)
    {
        long start = Stopwatch.GetTimestamp();
        if (shell.IsTerminal && !onlyResult)
        {
            shell.Console.Status().Start("analyzing", context => analyze(stage => context.Status($"analyzing: {stage}")));
        }
        else
        {
            analyze(_ => { });
        }

        if (!onlyResult)
        {
            shell.WriteLine($"analyzed in {RunText.Seconds(Stopwatch.GetElapsedTime(start).TotalSeconds)}");
        }
    }
}
