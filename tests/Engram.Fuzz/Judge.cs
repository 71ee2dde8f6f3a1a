using System.Diagnostics;

namespace Engram.Fuzz;

/// <summary>What a reader made of a file.</summary>
internal enum Outcome
{
    /// <summary>It was read.</summary>
    Accepted,

    /// <summary>It was refused with a sentence.</summary>
    Refused,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>Lets a reader read a file and says how that went.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Failure">What is wrong with that; null where nothing is.</param>
/// <param name="Seconds">Time that it took.</param>
/// <param name="AllocatedBytes">Memory that was taken in all, whether it was given back or not.</param>
internal sealed record Judge(Outcome Outcome, string? Failure, double Seconds, long AllocatedBytes)
{
    /// <summary>Far more than any reader needs for a file of some kilobytes, on a busy machine too.</summary>
    public const double MostSeconds = 10;

    /// <summary>What every reader may take, and more for every byte of the file.</summary>
    public const long MostBytes = 64_000_000;

    private const int MostBytesPerByte = 100;

    private const int MostCharacters = 2100;

    public static Judge Of(Action read, long fileLength)
    {
        var watch = Stopwatch.StartNew();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Outcome outcome = Outcome.Accepted;
        string? failure = null;
        try
        {
            read();
        }
        catch (EngramException error)
        {
            outcome = Outcome.Refused;
            failure = FaultOfSentence(error.Message);
        }
        catch (Exception error)
        {
            failure = $"{error.GetType().Name}: {error.Message.Split('\n')[0]}{Place(error)}";
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        double seconds = watch.Elapsed.TotalSeconds;
        failure ??= allocated > MostBytes + (MostBytesPerByte * fileLength) ? $"it took {allocated} bytes of memory"
            : seconds > MostSeconds ? $"it took {seconds:0} s"
            : null;
        return new Judge(failure is null ? outcome : Outcome.Failed, failure, seconds, allocated);
    }

    /// <summary>Whether an error is one sentence, on one line.</summary>
    private static string? FaultOfSentence(string message) =>
        message.Any(char.IsControl) ? $"a sentence with control characters: {new string([.. message.Where(character => !char.IsControl(character))])}"
        : !message.EndsWith('.') ? $"a sentence without its end: {message}"
        : message.Length > MostCharacters ? $"a sentence of {message.Length} characters: {message[..200]}"
        : null;

    private static string Place(Exception error) =>
        error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Engram.", StringComparison.Ordinal)) is { } line ? $" {line.Trim()}" : "";
}
