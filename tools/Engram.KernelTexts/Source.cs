using System.Runtime.CompilerServices;
using System.Text;

namespace Engram.KernelTexts;

/// <summary>
/// C# text with holes. A hole takes lines and indents each as it is indented itself; the line of a hole that takes none is left out.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Source
{
    private readonly StringBuilder _text;

    public Source(int literalLength, int holeCount) => _text = new StringBuilder(literalLength + (holeCount * 64));

    /// <summary>The text of a template; empty lines are empty, however deep their template stands.</summary>
    public static string Text(Source template) => string.Join('\n', template._text.ToString().Split('\n').Select(line => line.TrimEnd(' ')));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(int number) => _text.Append(number);

    public void AppendFormatted(string text) => AppendFormatted([text]);

    public void AppendFormatted(IEnumerable<string> texts)
    {
        string[] lines = [.. texts.SelectMany(text => text.Split('\n'))];
        string lineBreak = LineBreak();
        if (lines.Length == 0)
        {
            _text.Length -= lineBreak.Length;
            return;
        }

        _text.AppendJoin(lineBreak, lines);
    }

    // The break before the line that is being written, with the spaces at its beginning.
    private string LineBreak()
    {
        string text = _text.ToString();
        string line = text[(text.LastIndexOf('\n') + 1)..];
        return "\n" + line[..^line.TrimStart(' ').Length];
    }
}
