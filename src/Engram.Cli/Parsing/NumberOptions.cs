using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Engram.Cli.Parsing;

/// <summary>Options that take numbers, which are written the same in every language: a comma separates numbers, and a point is the decimal one.</summary>
internal static class NumberOptions
{
    private const NumberStyles RealStyles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>An option of a finite number.</summary>
    public static Option<float?> Real(string name, string description) => new(name)
    {
        HelpName = "x",
        Description = description,
        CustomParser = ParseReal,
    };

    /// <summary>An option of whole numbers in one word.</summary>
    public static Option<int[]> WholeList(string name, string description) => new(name)
    {
        HelpName = "n,n,...",
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = ParseList,
    };

    private static float? ParseReal(ArgumentResult result)
    {
        if (float.TryParse(result.Tokens[0].Value, RealStyles, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value))
        {
            return value;
        }

        return Refuse<float?>(result);
    }

    private static int[]? ParseList(ArgumentResult result)
    {
        string[] words = result.Tokens[0].Value.Split(',');
        int[] values = new int[words.Length];
        for (int place = 0; place < words.Length; place++)
        {
            if (!int.TryParse(words[place], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[place]))
            {
                return Refuse<int[]>(result);
            }
        }

        return values;
    }

    // The sentence is made where those of all options are.
    private static T? Refuse<T>(ArgumentResult result)
    {
        result.AddError("no number");
        return default;
    }
}
