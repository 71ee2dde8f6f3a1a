using System.Text.Json;
using Engram.Data.Formats;
using Engram.Tests.Data;
using Engram.Tests.Storage;

namespace Engram.Tests.Cli;

/// <summary>Networks of 3072 inputs, from files in the formats of the color data sets to the evaluated run.</summary>
public sealed class ColorImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_on_Cifar10_learns()
    {
        string[] names = [.. CifarReader.TrainBatches, CifarReader.TestBatch];
        IEnumerable<KeyValuePair<string, byte[]>> batches = names.Select((name, index) => KeyValuePair.Create(name, Records(20, seed: index)));
        File.WriteAllBytes(_folder[CifarReader.Archive], CifarBytes.Archive(batches));

        Learns("cifar-10");
    }

    [Fact]
    public void A_run_on_Svhn_learns()
    {
        File.WriteAllBytes(_folder[SvhnReader.Train], Mat(100, 1));
        File.WriteAllBytes(_folder[SvhnReader.Test], Mat(40, 2));

        Learns("svhn");
    }

    private void Learns(string data)
    {
        EngramRun run = EngramRun.Of(
            "train", "--data", data, "--data-dir", _folder.Path, "--layers", "64", "--epochs", "10", "--batch-size", "20",
            "--threads", "1", "--learning-rate", "0.01", "--run", _folder["run"], "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument record = JsonDocument.Parse(run.Output);
        // By chance it would be .1.
        Assert.InRange(record.RootElement.GetProperty("testAccuracy").GetDouble(), 0.5, 1);
    }

    private static byte[] Mat(int count, int seed)
    {
        (byte[] labels, byte[] pixels) = Images(count, seed);
        return new MatBytes(isPacked: true)
            .Images(count, 3, 32, 32, pixels).Labels([.. labels.Select(label => label == 0 ? 10.0 : label)]).ToArray();
    }

    private static byte[] Records(int count, int seed)
    {
        (byte[] labels, byte[] pixels) = Images(count, seed);
        return [.. labels.SelectMany((label, index) => (byte[])[label, .. pixels.AsSpan(index * 3072, 3072)])];
    }

    /// <summary>Noise around a pattern for each class.</summary>
    private static (byte[] Labels, byte[] Pixels) Images(int count, int seed)
    {
        byte[] patterns = new byte[10 * 3072];
        new Random(0).NextBytes(patterns);
        Random random = new(seed);
        byte[] labels = [.. Enumerable.Range(0, count).Select(index => (byte)(index % 10))];
        return (labels, [.. labels.SelectMany(label => patterns.AsSpan(label * 3072, 3072).ToArray())
            .Select(value => (byte)Math.Clamp(value + random.Next(-60, 61), 0, 255))]);
    }
}
