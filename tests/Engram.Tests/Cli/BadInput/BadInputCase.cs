namespace Engram.Tests.Cli.BadInput;

/// <summary>One thing that a user can get wrong.</summary>
/// <param name="What">What is wrong, for the table of docs/errors.md.</param>
/// <param name="Arguments">Arguments of engram, split at spaces; <c>$</c> is the test's folder.</param>
/// <param name="Sentence">All that is written to the error output; <c>$</c> is the test's folder.</param>
/// <param name="ExitCode">What engram returns.</param>
/// <param name="Prepare">Puts into the folder what is wrong.</param>
public sealed record BadInputCase(
    string What, string Arguments, string Sentence, int ExitCode = 2, Action<BadInputFolder>? Prepare = null)
{
    public override string ToString() => What;
}
