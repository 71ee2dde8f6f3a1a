using System.CommandLine;
using System.Diagnostics;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.Files;

namespace Engram.Benchmarks.ScaleCurves;

/// <summary><c>scale</c>: time and memory against width, depth, batch, images and threads.</summary>
internal static class ScaleCommand
{
    // A point that takes longer than this is left out, so that the whole stays bounded whatever the machine.
    private static readonly TimeSpan PointLimit = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        Option<double> minutes = new("--minutes") { Description = "Starts no further point after this time.", DefaultValueFactory = _ => 12 };
        Option<string[]> curves = new("--curve")
        {
            Description = $"Measure this curve only: {string.Join(", ", ScalePoints.Curves)}. Its name becomes part of the file's.",
        };
        Option<string?> output = new("--output") { Description = "CSV file to write (default: scale.csv in this machine's results); the figure goes beside it." };
        Option<bool> redraw = new("--redraw") { Description = "Measure nothing; draw the figure of a CSV file that is there." };
        Command command = new("scale", "Train networks of many sizes, each in a process of its own.") { minutes, curves, output, redraw };
        command.SetAction(parsed =>
        {
            string[] named = RequireCurves(parsed.GetValue(curves) ?? []);
            string path = ResultFile.Path(parsed.GetValue(output), FileName(named), ".csv");
            if (!parsed.GetValue(redraw))
            {
                Measure(parsed.GetValue(minutes), named, path);
            }

            Draw(path);
        });
        return command;
    }

    /// <summary>What the child processes of <c>scale</c> run.</summary>
    public static Command CreatePoint()
    {
        Argument<int> index = new("index");
        Command command = new(ScaleMeasurement.PointCommand) { index };
        command.Hidden = true;
        command.SetAction(parsed => ScaleMeasurement.Print(parsed.GetValue(index)));
        return command;
    }

    private static string[] RequireCurves(string[] named)
    {
        foreach (string curve in named)
        {
            if (!ScalePoints.Curves.Contains(curve))
            {
                throw new EngramException($"--curve is \"{curve}\", but there is no such curve; {NearestName.Hint(curve, ScalePoints.Curves)}.");
            }
        }

        return named.Length == 0 ? [.. ScalePoints.Curves] : [.. ScalePoints.Curves.Where(named.Contains)];
    }

    // Some of the curves have a file of their own, so that they do not take the place of all.
    private static string FileName(string[] curves) =>
        curves.Length == ScalePoints.Curves.Count ? "scale" : $"scale-{string.Join('-', curves)}";

    private static void Draw(string path)
    {
        if (ScaleFigure.Draw(ResultFile.ReadCsv<ScaleRow>(path)) is { } figure)
        {
            FigureFile.Write(
                figure, Path.ChangeExtension(path, null), "Time per multiply-add and peak memory against the size of networks, batches and data");
        }
    }

    private static void Measure(double minutes, string[] curves, string path)
    {
        var watch = Stopwatch.StartNew();
        List<ScaleRow> rows = [];
        List<ScalePoint> leftOut = [];
        for (int index = 0; index < ScalePoints.All.Count; index++)
        {
            ScalePoint point = ScalePoints.All[index];
            if (!curves.Contains(point.Curve))
            {
                continue;
            }

            if (watch.Elapsed.TotalMinutes > minutes || ScaleMeasurement.Run(index, PointLimit) is not { } row)
            {
                Console.WriteLine($"{point.Model,-3} {point.Curve,-8} {point.Value,8}  left out: its time was up");
                leftOut.Add(point);
                continue;
            }

            rows.Add(row);
            Console.WriteLine(
                $"{row.Model,-3} {row.Curve,-8} {row.Value,8} {row.Samples,8} images {row.SecondsPerEpoch,8:F3} s per epoch {row.NanosecondsPerThousandMultiplyAdds,7:F2} ps per multiply-add {row.ActiveFraction,6:F3} active {row.PeakMebibytes,7:F0} MiB");
        }

        ResultFile.WriteTable(path, rows, new { machine = MachineDescription.Current, seconds = watch.Elapsed.TotalSeconds, curves, leftOut = leftOut.Select(point => new { point.Curve, point.Model, point.Value }) });
    }
}
