using System.Globalization;
using System.Text;
using CsvHelper;
using Engram.Experiments.Files;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// <c>metrics.csv</c>: one row per epoch, layers and epochs counted from 1, numbers that read back to the same bits. The
/// layer is empty for a model that is trained as a whole, the negatives' goodness for one without negatives, and a number that
/// is too large for a float. Where images are kept for validation a last column has the accuracy on them.
/// </summary>
internal static class MetricsFile
{
    public const string Header =
        "layer,epoch,loss,positiveGoodness,negativeGoodness,activeFraction,silentSamples,seconds,deadUnits";

    private const string ValidationAccuracy = "validationAccuracy";

    /// <summary>Replaces the file by the given history: a resumed run drops rows of epochs that it repeats.</summary>
    /// <param name="path">The file.</param>
    /// <param name="history">The rows.</param>
    /// <param name="validates">Whether they have an accuracy on validation images.</param>
    public static void Write(string path, IEnumerable<EpochMetrics> history, bool validates)
    {
        var text = new StringBuilder(Header).Append(validates ? $",{ValidationAccuracy}" : "").Append('\n');
        foreach (EpochMetrics metrics in history)
        {
            text.Append(Row(metrics)).Append('\n');
        }

        AtomicFile.WriteAllText(path, text.ToString());
    }

    /// <summary>
    /// Adds one row, which is brought to the disk when <see cref="Write"/> is called at the end; until then checkpoints have it too.
    /// A row that a kill cuts short is put right by it when the run is resumed.
    /// </summary>
    public static void Append(string path, EpochMetrics metrics) => FileFailure.Guard(path, () =>
    {
        // Not made anew where it is gone: a row alone would be no table.
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(Row(metrics) + "\n"));
    });

    /// <summary>Reads what was written; activity layer by layer is not part of the file.</summary>
    /// <exception cref="EngramException">The file cannot be read or is damaged.</exception>
    /// <param name="path">The file.</param>
    /// <param name="layerCount">Layers of the network.</param>
    public static IReadOnlyList<EpochMetrics> Read(string path, int layerCount)
    {
        try
        {
            using var text = new StreamReader(path);
            using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            List<EpochMetrics> history = [];
            while (csv.Read())
            {
                history.Add(ReadRow(csv));
            }

            return history.TrueForAll(metrics => metrics.LayerIndex is null or >= 0 && (metrics.LayerIndex ?? 0) < layerCount && metrics.EpochIndex >= 0 && metrics.ValidationAccuracy is null or (>= 0 and <= 1))
                ? history
                : throw new EngramException($"{path} has a row of a layer or an epoch that there is not, or an accuracy that is no share; restore it from a copy, or train again.");
        }
        catch (CsvHelperException error)
        {
            throw new EngramException($"{path} is damaged ({error.Message.Split('\n')[0].TrimEnd('.', '\r')}); restore it from a copy, or train again.", error);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"{path} cannot be read because {FileProblem.Reading(path, error)}; restore it from a copy, or train again.", error);
        }
    }

    private static EpochMetrics ReadRow(CsvReader csv) => new()
    {
        LayerIndex = csv.GetField<int?>("layer") - 1,
        EpochIndex = csv.GetField<int>("epoch") - 1,
        Loss = csv.GetField<double?>("loss") ?? double.NaN,
        PositiveGoodness = csv.GetField<double?>("positiveGoodness") ?? double.NaN,
        NegativeGoodness = csv.GetField<double?>("negativeGoodness"),
        ActiveFraction = csv.GetField<double>("activeFraction"),
        SilentSamples = csv.GetField<int>("silentSamples"),
        Seconds = csv.GetField<double>("seconds"),
        DeadUnits = csv.GetField<int>("deadUnits"),
        ValidationAccuracy = csv.HeaderRecord!.Contains(ValidationAccuracy) ? csv.GetField<double?>(ValidationAccuracy) : null,
    };

    internal static string Row(EpochMetrics metrics) => string.Create(
        CultureInfo.InvariantCulture,
        $"{metrics.LayerIndex + 1},{metrics.EpochIndex + 1},{Finite(metrics.Loss):R},{Finite(metrics.PositiveGoodness):R},{Finite(metrics.NegativeGoodness):R},{metrics.ActiveFraction:R},{metrics.SilentSamples},{metrics.Seconds:R},{metrics.DeadUnits}")
        + (metrics.ValidationAccuracy is { } accuracy ? string.Create(CultureInfo.InvariantCulture, $",{accuracy:R}") : "");

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
