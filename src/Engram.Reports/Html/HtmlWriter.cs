using System.Text;
using System.Text.Encodings.Web;

namespace Engram.Reports.Html;

/// <summary>Writes HTML elements; every text and every attribute is escaped on its way in.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; disposing what is returned closes it.</summary>
    public IDisposable Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        StartTag(tag, attributes);
        _open.Push(tag);
        return new Closing(this);
    }

    /// <summary>An element that holds a text.</summary>
    public HtmlWriter Element(string tag, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        StartTag(tag, attributes);
        Text(text);
        _html.Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>An element that holds nothing, such as an image.</summary>
    public HtmlWriter Empty(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        StartTag(tag, attributes);
        return this;
    }

    /// <summary>A text.</summary>
    public HtmlWriter Text(string text)
    {
        _html.Append(Escape(text));
        return this;
    }

    /// <summary>Markup from this program: a style sheet or a figure.</summary>
    public HtmlWriter Markup(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    // The encoder turns every letter outside ASCII into a number; the page is UTF-8 and stays readable without that.
    private static string Escape(string text) => Encoder.Encode(text);

    private static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    private void StartTag(string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach ((string name, string value) in attributes)
        {
            _html.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');
        }

        _html.Append('>');
    }

    private sealed class Closing(HtmlWriter writer) : IDisposable
    {
        public void Dispose() => writer._html.Append("</").Append(writer._open.Pop()).Append(">\n");
    }
}
