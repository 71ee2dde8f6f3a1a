using System.CommandLine;

namespace Engram.Cli.Parsing;

/// <summary>Which options stand on the command line.</summary>
internal static class GivenOptions
{
    /// <summary>The first of some options that is given, or null.</summary>
    public static Option? First(ParseResult result, IEnumerable<Option> options) =>
        options.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });

    /// <summary>Fails where one of some options is given.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="options">The options.</param>
    /// <param name="reason">What is said of the option: why it is not taken, and what to do.</param>
    /// <exception cref="EngramException">One is given.</exception>
    public static void Refuse(ParseResult result, IEnumerable<Option> options, string reason)
    {
        if (First(result, options) is { } given)
        {
            throw new EngramException($"{given.Name} {reason}.");
        }
    }
}
