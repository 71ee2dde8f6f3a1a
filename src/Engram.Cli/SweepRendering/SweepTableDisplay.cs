using Engram.Cli.Terminal;
using Engram.Experiments.Sweeps;
using Spectre.Console;

namespace Engram.Cli.SweepRendering;

/// <summary>A table for a terminal that follows the runs under way; what ended stands above it, line by line.</summary>
internal sealed class SweepTableDisplay(Shell shell) : ISweepDisplay
{
    public SweepOutcome Show(Func<ISweepObserver, SweepOutcome> sweep)
    {
        var table = new SweepTable(shell.Console.Profile.Width, shell.Console.Profile.Capabilities.Unicode);
        return shell.Console.Live(new Text(""))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .Start(context => sweep(new Observer(shell, context, table)));
    }

    private sealed class Observer(Shell shell, LiveDisplayContext context, SweepTable table) : ISweepObserver
    {
        private bool _isStopping;

        public void Notify(SweepEvent sweepEvent)
        {
            switch (sweepEvent)
            {
                case SweepStarted started:
                    WriteAbove(SweepText.Heading(started), Style.Plain);
                    Draw(started.Progress);
                    break;
                case SweepRunEnded ended:
                    WriteAbove(SweepText.Ending(ended), ended.Attempt.Status == AttemptStatus.Failed ? new Style(Color.Red) : Style.Plain);
                    Draw(ended.Progress);
                    break;
                case SweepQueued queued:
                    WriteAbove(SweepText.Queued(queued), Style.Plain);
                    break;
                case SweepProgressed progressed:
                    Draw(progressed.Progress);
                    break;
                case SweepStopping stopping:
                    _isStopping = true;
                    Draw(stopping.Progress);
                    break;
                case SweepWarned warned:
                    WriteAbove($"Warning: {warned.Message}", new Style(Color.Yellow));
                    break;
            }
        }

        private void Draw(SweepProgress progress) => context.UpdateTarget(table.Create(progress, _isStopping));

        /// <summary>In full width: what is written above the table goes where the table was and must cover all of it.</summary>
        private void WriteAbove(string text, Style style)
        {
            var lines = new Table { Border = TableBorder.None, ShowHeaders = false, Expand = true };
            lines.AddColumn(new TableColumn("") { Padding = new Padding(0, 0) });
            shell.Console.Write(lines.AddRow(new Text(text, style)));
        }
    }
}
