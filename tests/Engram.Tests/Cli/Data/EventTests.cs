using Engram.Tests.Data.Own;

namespace Engram.Tests.Cli.Data;

/// <summary>From recordings of an event camera to an analysis, by the command.</summary>
public sealed class EventTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recordings_are_trained_on_analyzed_shown_and_predicted()
    {
        // What is on the left goes down, what is on the right goes up.
        for (int recording = 0; recording < 12; recording++)
        {
            int side = recording % 2;
            OwnFiles.Write(_folder[$"events/{side}/{recording}.bin"], [.. Enumerable.Range(0, 40).SelectMany(time => Event((6 * side) + (recording % 3), side == 0 ? time / 5 : 7 - (time / 5), time))]);
        }

        EngramRun train = Run(
            "train", "--model", "spiking-ff", "--encoding", "frames", "--steps", "5", "--event-steps", "5", "--data", _folder["events"],
            "--layers", "30,20", "--spike-threshold", "0.3", "--shift", "0", "--batch-size", "4", "--epochs", "40", "--run", _folder["run"]);
        Assert.Contains("10 training and 2 test images of 10x8x9, 2 classes (event-folders", train.Output, StringComparison.Ordinal);
        Run("analyze", _folder["run"]);
        Run("report", _folder["run"]);
        Run("explore", _folder["run"]);
        string[] rows = Run("predict", _folder["run"], _folder["events"], "--csv").Output.TrimEnd().Split('\n');
        Assert.Equal(12, rows.Skip(1).Count(row => row.Split(',') is var cells && cells[0].Contains($"events/{cells[2]}/", StringComparison.Ordinal)));
    }

    private static byte[] Event(int column, int row, int time) => [(byte)column, (byte)row, (byte)(time % 2 * 128), 0, (byte)time];

    private static EngramRun Run(params string[] arguments)
    {
        EngramRun run = EngramRun.Of(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
