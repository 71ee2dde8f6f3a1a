namespace Engram.Faults;

/// <summary>The program did what it must not do.</summary>
internal sealed class MisbehaviorException(string message) : Exception(message);
