using System.Globalization;
using System.Text;
using Engram.Storage;
using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>
/// <c>metrics.csv</c>: one row per epoch, layers and epochs counted from 1, numbers that read back to the same bits. The
/// layer is empty for a model that is trained as a whole, the negatives' goodness for one without negatives.
/// </summary>
internal static class MetricsFile
{
    public const string Header =
        "layer,epoch,loss,positiveGoodness,negativeGoodness,activeFraction,silentSamples,seconds,deadUnits";

    /// <summary>Replaces the file by the given history: a resumed run drops rows of epochs that it repeats.</summary>
    public static void Write(string path, IEnumerable<EpochMetrics> history)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (EpochMetrics metrics in history)
        {
            text.Append(Row(metrics)).Append('\n');
        }

        AtomicFile.WriteAllText(path, text.ToString());
    }

    /// <summary>Adds one row. A row that a kill cuts short is put right by <see cref="Write"/> when the run is resumed.</summary>
    public static void Append(string path, EpochMetrics metrics) => File.AppendAllText(path, Row(metrics) + "\n");

    internal static string Row(EpochMetrics metrics) => string.Create(
        CultureInfo.InvariantCulture,
        $"{metrics.LayerIndex + 1},{metrics.EpochIndex + 1},{metrics.Loss:R},{metrics.PositiveGoodness:R},{metrics.NegativeGoodness:R},{metrics.ActiveFraction:R},{metrics.SilentSamples},{metrics.Seconds:R},{metrics.DeadUnits}");
}
