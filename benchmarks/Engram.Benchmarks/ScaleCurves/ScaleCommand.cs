using System.CommandLine;
using System.Diagnostics;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;

namespace Engram.Benchmarks.ScaleCurves;

/// <summary><c>scale</c>: time and memory against width, depth, batch, images and threads.</summary>
internal static class ScaleCommand
{
    // A point that takes longer than this is left out, so that the whole stays bounded whatever the machine.
    private static readonly TimeSpan PointLimit = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        Option<double> minutes = new("--minutes") { Description = "Starts no further point after this time.", DefaultValueFactory = _ => 12 };
        Option<string[]> curves = new("--curve") { Description = "Measure this curve only: width, depth, batch, samples or threads." };
        Option<string?> output = new("--output") { Description = "CSV file to write (default: scale.csv in this machine's results); the figure goes beside it." };
        Option<bool> redraw = new("--redraw") { Description = "Measure nothing; draw the figure of a CSV file that is there." };
        Command command = new("scale", "Train networks of many sizes, each in a process of its own.") { minutes, curves, output, redraw };
        command.SetAction(parsed =>
        {
            string path = ResultFile.Path(parsed.GetValue(output), "scale", ".csv");
            if (!parsed.GetValue(redraw))
            {
                Measure(parsed.GetValue(minutes), parsed.GetValue(curves) ?? [], path);
            }

            FigureFile.Write(
                ScaleFigure.Draw(ResultFile.ReadCsv<ScaleRow>(path)),
                Path.ChangeExtension(path, null),
                "Time per multiply-add and peak memory against the size of networks, batches and data");
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

    private static void Measure(double minutes, string[] curves, string path)
    {
        var watch = Stopwatch.StartNew();
        List<ScaleRow> rows = [];
        for (int index = 0; index < ScalePoints.All.Count; index++)
        {
            ScalePoint point = ScalePoints.All[index];
            if (curves.Length > 0 && !curves.Contains(point.Curve))
            {
                continue;
            }

            if (watch.Elapsed.TotalMinutes > minutes || ScaleMeasurement.Run(index, PointLimit) is not { } row)
            {
                Console.WriteLine($"{point.Model,-3} {point.Curve,-8} {point.Value,8}  left out: its time was up");
                continue;
            }

            rows.Add(row);
            Console.WriteLine(
                $"{row.Model,-3} {row.Curve,-8} {row.Value,8} {row.Samples,8} images {row.SecondsPerEpoch,8:F3} s per epoch {row.NanosecondsPerThousandMultiplyAdds,7:F2} ps per multiply-add {row.ActiveFraction,6:F3} active {row.PeakMebibytes,7:F0} MiB");
        }

        ResultFile.WriteCsv(path, rows);
        ResultFile.WriteJson(Path.ChangeExtension(path, ".json"), new { machine = MachineDescription.Current, seconds = watch.Elapsed.TotalSeconds });
    }
}
