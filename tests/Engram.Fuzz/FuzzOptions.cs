using System.Globalization;

namespace Engram.Fuzz;

/// <summary>What the command line asks for.</summary>
/// <param name="Inputs">Inputs for each reader.</param>
/// <param name="Seed">Seed of all that is drawn.</param>
/// <param name="Only">Name of the one reader; null takes all.</param>
/// <param name="Output">A CSV file for the counts; null writes none.</param>
internal sealed record FuzzOptions(int Inputs = 1000, int Seed = 1, string? Only = null, string? Output = null)
{
    public const string Usage = "usage: Engram.Fuzz [--inputs n] [--seed n] [--only reader] [--output counts.csv]";

    /// <summary>Null where the words make no sense.</summary>
    public static FuzzOptions? Parse(string[] words)
    {
        var options = new FuzzOptions();
        for (int i = 0; i < words.Length; i += 2)
        {
            if (i + 1 == words.Length)
            {
                return null;
            }

            string text = words[i + 1];
            bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            FuzzOptions? changed = words[i] switch
            {
                "--inputs" when isNumber => options with { Inputs = number },
                "--seed" when isNumber => options with { Seed = number },
                "--only" when FuzzTargets.All.Any(target => target.Name == text) => options with { Only = text },
                "--output" => options with { Output = text },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return options;
    }
}
