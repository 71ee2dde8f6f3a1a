using System.Text;
using System.Text.RegularExpressions;

namespace Engram.Fuzz;

/// <summary>Damages words and lines of a text; bytes that are no text stay what they are.</summary>
internal sealed partial class TextDamage(Random random)
{
    private static readonly string[] _tellingWords =
    [
        "", "0", "-0", "1", "-1", "255", "2147483648", "-2147483649", "18446744073709551616", "1e999", "-1e999", "1e-999", "1e38", "NaN",
        "Infinity", "0.1", "0x10", "null", "~", "true", "false", "\"\"", "\"x\"", "'x'", "[]", "{}", "[[]]", "[1, 2]", "{a: 1}", "{\"a\": 1}",
        "*a", "&a x", "!!int 3", "|", ">", "- ", "---", "...", "#", ":", ": ", "? ", ",", "\t", "\r", "\n", "\0", "\u001b", "\\", "\\u0000", "\\ud800",
        "\u00e9", "\ufffd", "%", "@", "`", "ff", "bp", "mnist", "cifar-10",
    ];

    public byte[] Apply(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(random.Next(3) == 0 ? DamageLines(text) : DamageWords(text));
    }

    private string DamageWords(string text)
    {
        // A window, since files of megabytes have many words.
        int start = random.Next(Math.Max(1, text.Length - 2000));
        MatchCollection words = Word().Matches(text[start..Math.Min(text.Length, start + 4000)]);
        if (words.Count == 0)
        {
            return text.Insert(random.Next(text.Length + 1), Telling());
        }

        Match word = words[random.Next(words.Count)];
        int place = start + word.Index;
        string replacement = random.Next(6) switch
        {
            0 => words[random.Next(words.Count)].Value,
            1 => word.Value + word.Value,
            2 => string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "[" : "{\"a\":", 1 << random.Next(12))),
            _ => Telling(),
        };
        return text[..place] + replacement + text[(place + word.Length)..];
    }

    private string DamageLines(string text)
    {
        List<string> lines = [.. text.Split('\n')];
        int line = random.Next(lines.Count);
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(line, lines[random.Next(lines.Count)]);
                break;
            case 2:
                (lines[line], lines[0]) = (lines[0], lines[line]);
                break;
            default:
                lines[line] = new string(' ', random.Next(5)) + lines[line].TrimStart();
                break;
        }

        return string.Join('\n', lines);
    }

    private string Telling() => _tellingWords[random.Next(_tellingWords.Length)];

    [GeneratedRegex(@"[A-Za-z]+|-?[0-9][0-9.eE+-]*|[\[\]{}:,""'#-]", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
