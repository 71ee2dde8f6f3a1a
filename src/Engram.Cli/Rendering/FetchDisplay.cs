using Engram.Cli.Terminal;
using Engram.Data.Catalog;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>Shows a download: a bar per file on a terminal, otherwise a line per file.</summary>
internal static class FetchDisplay
{
    public static T Show<T>(Shell shell, bool quiet, Func<IProgress<DownloadProgress>?, T> fetch)
    {
        if (quiet)
        {
            return fetch(null);
        }

        return shell.IsTerminal
            ? shell.Console.Progress()
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn { Width = 20 },
                    new DownloadedColumn(),
                    new RemainingTimeColumn())
                .Start(context => fetch(new Bars(context)))
            : fetch(new Lines(shell));
    }

    private sealed class Bars(ProgressContext context) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(DownloadProgress value)
        {
            string name = value.File.Name;
            if (!_tasks.TryGetValue(name, out ProgressTask? task))
            {
                task = context.AddTask(name);
                _tasks.Add(name, task);
            }

            task.IsIndeterminate = value.TotalBytes is null;
            task.MaxValue = value.TotalBytes ?? Math.Max(value.ReceivedBytes, 1);
            task.Value = value.ReceivedBytes;
        }
    }

    private sealed class Lines(Shell shell) : IProgress<DownloadProgress>
    {
        private (string Name, Uri Mirror)? _shown;

        public void Report(DownloadProgress value)
        {
            if (_shown != (value.File.Name, value.Mirror))
            {
                _shown = (value.File.Name, value.Mirror);
                shell.WriteLine($"fetching {value.File.Name} from {value.Mirror.Authority}");
            }
        }
    }
}
