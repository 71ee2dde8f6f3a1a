using System.Diagnostics;
using Engram.Cli.Terminal;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>Shows which stage a work has reached, on a terminal only, and afterwards how long it took.</summary>
internal static class StageDisplay
{
    /// <param name="shell">Where it is shown.</param>
    /// <param name="doing">What is being done.</param>
    /// <param name="done">What has been done.</param>
    /// <param name="onlyResult">Whether nothing is shown.</param>
    /// <param name="work">The work, which tells the name of each stage as it begins.</param>
    public static void Show(Shell shell, string doing, string done, bool onlyResult, Action<Action<string>> work)
    {
        long start = Stopwatch.GetTimestamp();
        if (shell.IsTerminal && !onlyResult)
        {
            shell.Console.Status().Start(doing, context => work(stage => context.Status($"{doing}: {stage}")));
        }
        else
        {
            work(_ => { });
        }

        if (!onlyResult)
        {
            shell.WriteLine($"{done} in {RunText.Seconds(Stopwatch.GetElapsedTime(start).TotalSeconds)}");
        }
    }
}
