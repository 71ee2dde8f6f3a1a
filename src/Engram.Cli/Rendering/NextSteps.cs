using Engram.Cli.Terminal;

namespace Engram.Cli.Rendering;

/// <summary>What one may do next: commands that work as they stand, a line each, below what they are for.</summary>
internal static class NextSteps
{
    /// <summary>Nothing where there are none.</summary>
    public static void Show(Shell shell, params IReadOnlyList<(string Command, string Purpose)> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        int width = steps.Max(step => step.Purpose.Length);
        shell.WriteLine();
        shell.WriteLine("Next:");
        foreach ((string command, string purpose) in steps)
        {
            // A command stays on one line, so that it can be copied.
            shell.WriteLine($"  {(purpose + ":").PadRight(width + 1)} {command}");
        }
    }
}
