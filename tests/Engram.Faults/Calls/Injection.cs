namespace Engram.Faults.Calls;

/// <summary>What goes wrong in a program that strace starts, and what of it has happened.</summary>
/// <param name="calls">The calls to watch.</param>
/// <param name="rule">What goes wrong, in strace's words.</param>
/// <param name="words">The same in a few words.</param>
/// <param name="log">The file that the calls are written to.</param>
internal sealed class Injection(IReadOnlyList<string> calls, string rule, string words, string log)
{
    public string Words => words;

    /// <summary>What comes before the command.</summary>
    public IReadOnlyList<string> Prefix => Strace.Prefix(log, calls, rule);

    /// <summary>The calls that were made, those that went wrong among them; the program must have ended.</summary>
    public IReadOnlyList<SystemCall> Calls() => Strace.Read(log);
}
