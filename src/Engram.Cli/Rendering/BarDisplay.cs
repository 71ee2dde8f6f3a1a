using Engram.Cli.Terminal;
using Engram.Experiments.Runs;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>A progress bar for a terminal: layer, epoch, loss and time left, with a line for every finished layer.</summary>
internal sealed class BarDisplay(Shell shell) : IRunDisplay
{
    public RunOutcome Show(Func<IRunObserver, RunOutcome> run)
    {
        var state = new BarState(shell.Console.Profile.Width);
        return shell.Console.Progress()
            .AutoRefresh(false)
            .AutoClear(true)
            .Columns(
                new TextColumn(() => state.Text),
                new ProgressBarColumn { Width = state.BarWidth },
                new PercentageColumn(),
                new TextColumn(() => state.TimeLeft))
            .Start(context => run(new Observer(shell, context, state)));
    }

    /// <summary>Draws at most five times a second, on the training thread, so that no other thread takes a core from it.</summary>
    private sealed class Observer(Shell shell, ProgressContext context, BarState state) : IRunObserver
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.2);

        private readonly ProgressTask _task = context.AddTask("training");
        private long _lastDraw;

        public void Notify(RunEvent runEvent)
        {
            state.Update(runEvent);
            switch (runEvent)
            {
                case RunStarted started:
                    WriteAbove(string.Join('\n', RunText.Heading(started)), Style.Plain);
                    _task.MaxValue = started.Progress.TotalSteps;
                    Draw(started.Progress.CompletedSteps);
                    break;
                case StepTaken step when TimeProvider.System.GetElapsedTime(_lastDraw) >= Interval:
                    Draw(step.Progress.CompletedSteps);
                    break;
                case LayerEnded ended:
                    WriteAbove(state.Summary(ended), Style.Plain);
                    break;
                case RunWarned warned:
                    WriteAbove($"Warning: {warned.Message}", new Style(Color.Yellow));
                    break;
            }
        }

        /// <summary>In full width: what is written above the bar goes where the bar was and must cover all of it.</summary>
        private void WriteAbove(string text, Style style)
        {
            var lines = new Table { Border = TableBorder.None, ShowHeaders = false, Expand = true };
            lines.AddColumn(new TableColumn("") { Padding = new Padding(0, 0) });
            shell.Console.Write(lines.AddRow(new Text(text, style)));
        }

        private void Draw(long completedSteps)
        {
            _lastDraw = TimeProvider.System.GetTimestamp();
            _task.Value = completedSteps;
            context.Refresh();
        }
    }
}
