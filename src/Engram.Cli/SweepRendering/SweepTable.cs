using Engram.Cli.Rendering;
using Engram.Experiments.Sweeps;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Engram.Cli.SweepRendering;

/// <summary>The runs under way with a bar for each, and below them where the sweep stands.</summary>
/// <param name="width">Columns of the terminal.</param>
/// <param name="unicode">Whether the terminal has more than ASCII.</param>
internal sealed class SweepTable(int width, bool unicode)
{
    /// <summary>Columns beside the name and the bar: the epochs and the time left, with their distances.</summary>
    private const int RoomForNumbers = 34;

    /// <summary>Narrower terminals have no room for a bar.</summary>
    private const int WidthForBar = 60;

    private readonly int _barWidth = width < WidthForBar ? 0 : Math.Clamp((width - RoomForNumbers) / 3, 5, 40);

    public IRenderable Create(SweepProgress progress, bool isStopping)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        for (int column = 0; column < 4; column++)
        {
            table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, column == 1 && _barWidth == 0 ? 0 : 2, 0), Alignment = column < 2 ? Justify.Left : Justify.Right });
        }

        foreach (RunningRun run in progress.Running)
        {
            table.AddRow(
                new Text(run.Run) { Overflow = Overflow.Ellipsis },
                Bar(run),
                new Text($"{run.CompletedEpochs}/{run.AllEpochs}{(_barWidth > 0 ? " epochs" : "")}"),
                new Text(_barWidth > 0 && SweepText.Left(run.Left) is { Length: > 0 } left ? left : RunText.Duration(run.Left ?? run.Elapsed)));
        }

        string end = isStopping ? "stopping: runs write their checkpoints" : SweepText.Left(progress.Left);
        return new Rows(table, new Text(string.Join("; ", new[] { SweepText.Counts(progress), end }.Where(part => part.Length > 0))));
    }

    private Markup Bar(RunningRun run)
    {
        int full = run.AllEpochs == 0 ? 0 : _barWidth * run.CompletedEpochs / run.AllEpochs;
        return new Markup($"[green]{new string(unicode ? '━' : '=', full)}[/][grey]{new string(unicode ? '─' : '-', _barWidth - full)}[/]");
    }
}
