namespace Engram.Experiments.Sweeps;

/// <summary>Says why a process ended that could not say so itself.</summary>
internal static class ExitCause
{
    /// <summary>What shells, and .NET, add to the number of the signal that ended a process.</summary>
    private const int SignalBase = 128;

    private const int Kill = 9;

    /// <param name="exitCode">The exit code.</param>
    /// <param name="lastErrorLine">The last line on the error output; null where there was none.</param>
    public static string Describe(int exitCode, string? lastErrorLine)
    {
        string words = lastErrorLine is null ? "" : $": {lastErrorLine}";
        return exitCode switch
        {
            SignalBase + Kill => $"killed by signal {Kill} (out of memory?){words}",
            > SignalBase and < SignalBase + 65 when !OperatingSystem.IsWindows() => $"killed by signal {exitCode - SignalBase}{words}",
            _ => $"exit code {exitCode}{words}",
        };
    }
}
