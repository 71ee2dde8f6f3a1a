namespace Engram.Cli.Terminal;

/// <summary>Text in lines that fit a width and end between words; a word that is longer stands alone and whole.</summary>
internal static class FoldedText
{
    /// <summary>The lines of a text, its own line breaks kept.</summary>
    public static IEnumerable<string> Lines(string text, int width) => text.Split('\n').SelectMany(line => Fold(line, width));

    private static IEnumerable<string> Fold(string text, int width)
    {
        string[] words = text.Split(' ');
        string line = words[0];
        foreach (string word in words[1..])
        {
            if (line.Length + 1 + word.Length <= width)
            {
                line = $"{line} {word}";
            }
            else
            {
                yield return line;
                line = word;
            }
        }

        yield return line;
    }
}
