using Spectre.Console;
using Spectre.Console.Rendering;

namespace Engram.Cli.Terminal;

/// <summary>A column of a progress bar that shows whatever the text is at the moment, on one line.</summary>
internal sealed class TextColumn(Func<string> text) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(text()) { Overflow = Overflow.Ellipsis };

    public override int? GetColumnWidth(RenderOptions options) => text().Length;
}
