using System.Text.RegularExpressions;

namespace Engram.Faults;

/// <summary>What the program says about how it ended.</summary>
internal static partial class Ending
{
    private const int Interrupted = 130;
    private const int Killed = 137;

    /// <summary>The sentences that say what went wrong; none where nothing did, or where nobody was left to say it.</summary>
    /// <param name="process">The program that has ended.</param>
    /// <param name="wasAskedToStop">Whether it was asked to.</param>
    /// <exception cref="MisbehaviorException">It ended in a way that it must not end in.</exception>
    public static IReadOnlyList<string> Sentences(EngramProcess process, bool wasAskedToStop)
    {
        string[] lines = [.. process.Error, .. process.Output];
        if (lines.FirstOrDefault(line => Trace().IsMatch(line)) is { } trace)
        {
            throw new MisbehaviorException($"the program did not expect that: {trace}");
        }

        switch (process.ExitCode)
        {
            case 0 or Killed:
                return [];
            case Interrupted when wasAskedToStop:
                return [];
            // A signal that comes before the program listens to it ends it as it ends any program.
            case 128 + ProcessTable.Terminate or 128 + ProcessTable.Interrupt when wasAskedToStop:
                return [];
        }

        string[] causes = [.. Causes([.. process.Output])];
        // A warning beside an error says what did no harm; alone it says why the exit code is not zero.
        string[] errors = [.. process.Error.Where(line => !line.StartsWith("Warning: ", StringComparison.Ordinal))];
        string[] sentences = causes.Length > 0 ? causes : errors.Length > 0 ? errors : [.. process.Error];
        return sentences.Length > 0 ? sentences : throw new MisbehaviorException($"exit code {process.ExitCode} without a sentence: {string.Join(" | ", lines.TakeLast(4))}");
    }

    /// <summary>Below "2 runs failed:" each run has a line with its name, one with the cause, and two more.</summary>
    private static IEnumerable<string> Causes(string[] output) =>
        from line in output.SkipWhile(line => !FailedRuns().IsMatch(line)).Skip(1).TakeWhile(line => line.StartsWith(' ')).Chunk(4)
        where line.Length > 1
        select line[1].Trim();

    [GeneratedRegex(@"^\s+at \S+\(|Unhandled exception|Unexpected \w+Exception|ENGRAM_DEBUG")]
    private static partial Regex Trace();

    [GeneratedRegex(@"^\d+ runs? failed:$")]
    private static partial Regex FailedRuns();
}
