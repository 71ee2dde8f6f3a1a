using Engram.Experiments.Files;
using Engram.Storage;
using Parquet;
using Parquet.Schema;

namespace Engram.Experiments.Results;

/// <summary>
/// The table of a sweep's results, one row per run, layer and measure: the run's name, its spec key by key, its status,
/// the layer (none for the whole network), the measure and the value. A run that is not finished has one row without a
/// measure. Equal folders give equal bytes.
/// </summary>
internal static class ResultsTable
{
    public static void WriteCsv(string path, IReadOnlyList<ResultRun> runs)
    {
        IReadOnlyList<ResultColumn> columns = Columns(runs);
        CsvTable.Write(
            path,
            string.Join(',', ["run", .. columns.Select(column => column.Name), "status", "layer", "measure", "value"]),
            Rows(runs).Select(row => (object?[])
            [
                row.Run.Name, .. columns.Select(column => Plain(column.Value(row.Run.Spec))), Status(row.Run), row.Value?.LayerNumber, row.Value?.Measure, row.Value?.Value,
            ]));
    }

    public static void WriteParquet(string path, IReadOnlyList<ResultRun> runs)
    {
        using var file = new MemoryStream();
        WriteAsync(file, Columns(runs), [.. Rows(runs)]).GetAwaiter().GetResult();
        AtomicFile.Write(path, stream => stream.Write(file.GetBuffer().AsSpan(0, (int)file.Length)));
    }

    private static IReadOnlyList<ResultColumn> Columns(IReadOnlyList<ResultRun> runs) => ResultColumn.For(runs.Select(run => run.Spec));

    private static IEnumerable<(ResultRun Run, ResultValue? Value)> Rows(IReadOnlyList<ResultRun> runs) =>
        from run in runs
        from value in run.Values.DefaultIfEmpty()
        select (run, value);

    private static async Task WriteAsync(MemoryStream file, IReadOnlyList<ResultColumn> columns, (ResultRun Run, ResultValue? Value)[] rows)
    {
        DataField[] keys = [.. columns.Select(Field)];
        DataField[] others = [new DataField<string>("run"), new DataField<string>("status"), new DataField<int?>("layer"), new DataField<string>("measure"), new DataField<double?>("value")];
        var schema = new ParquetSchema([others[0], .. keys, .. others[1..]]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteAsync(others[0], [.. rows.Select(row => row.Run.Name)]);
        for (int i = 0; i < columns.Count; i++)
        {
            object?[] values = [.. rows.Select(row => columns[i].Value(row.Run.Spec))];
            await (columns[i].Type switch
            {
                ResultType.Flag => group.WriteAsync<bool>(keys[i], values.Select(value => (bool?)value).ToArray()),
                ResultType.Real => group.WriteAsync<double>(keys[i], values.Select(value => (double?)value).ToArray()),
                ResultType.Whole => group.WriteAsync<ulong>(keys[i], values.Select(value => (ulong?)value).ToArray()),
                _ => group.WriteAsync(keys[i], [.. values.Select(value => (string)value!)]),
            });
        }

        await group.WriteAsync(others[1], [.. rows.Select(row => Status(row.Run))]);
        await group.WriteAsync<int>(others[2], rows.Select(row => row.Value?.LayerNumber).ToArray());
        await group.WriteAsync(others[3], [.. rows.Select(row => row.Value?.Measure!)]);
        await group.WriteAsync<double>(others[4], rows.Select(row => row.Value?.Value).ToArray());
        group.CompleteValidate();
    }

    private static DataField Field(ResultColumn column) => column.Type switch
    {
        ResultType.Flag => new DataField<bool?>(column.Name),
        ResultType.Real => new DataField<double?>(column.Name),
        ResultType.Whole => new DataField<ulong?>(column.Name),
        _ => new DataField<string>(column.Name),
    };

    private static object? Plain(object? value) => value is bool flag ? (flag ? "true" : "false") : value;

    private static string Status(ResultRun run) => char.ToLowerInvariant($"{run.Status}"[0]) + $"{run.Status}"[1..];
}
