using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Engram.Benchmarks.Machine;

namespace Engram.Benchmarks.Output;

/// <summary>Writes measurements for programs to read.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file that a command writes: the one that was named, or its own in this machine's folder.</summary>
    /// <exception cref="EngramException">The named file has another extension than what is written into it.</exception>
    public static string Path(string? named, string name, string extension)
    {
        if (named is not null && System.IO.Path.GetExtension(named) != extension)
        {
            throw new EngramException(
                $"--output is \"{named}\", but this command writes a {extension} file; use {System.IO.Path.ChangeExtension(named, extension)}.");
        }

        return named ?? System.IO.Path.Combine(MachineDescription.ResultFolder, name + MachineDescription.FileSuffix + extension);
    }

    /// <summary>Writes a table, and beside it as JSON where and how it was measured, for which a table has no place.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="rows">The table.</param>
    /// <param name="about">The machine, and what the command was told.</param>
    public static void WriteTable<T>(string path, IEnumerable<T> rows, object about)
    {
        WriteCsv(path, rows);
        WriteJson(System.IO.Path.ChangeExtension(path, ".json"), about);
    }

    public static void WriteJson<T>(string path, T result)
    {
        CreateFolder(path);
        File.WriteAllText(path, JsonSerializer.Serialize(result, Options) + "\n");
        Console.WriteLine($"Written: {path}");
    }

    /// <summary>One row per record, headed by its properties' names as in JSON.</summary>
    private static void WriteCsv<T>(string path, IEnumerable<T> rows)
    {
        CreateFolder(path);
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        using var csv = new CsvWriter(writer, CultureInfo.InvariantCulture);
        System.Reflection.PropertyInfo[] properties = typeof(T).GetProperties();
        foreach (var property in properties)
        {
            csv.WriteField(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        }

        foreach (T row in rows)
        {
            csv.NextRecord();
            foreach (var property in properties)
            {
                csv.WriteField(Cell(property.GetValue(row)));
            }
        }

        csv.NextRecord();
        writer.Flush();
        Console.WriteLine($"Written: {path}");
    }

    /// <summary>Reads what <see cref="WriteCsv"/> wrote.</summary>
    public static IReadOnlyList<T> ReadCsv<T>(string path)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { PrepareHeaderForMatch = head => head.Header.ToLowerInvariant() };
        using var csv = new CsvReader(new StreamReader(path), configuration);
        return [.. csv.GetRecords<T>()];
    }

    private static string Cell(object? value) => value switch
    {
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        null => "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static void CreateFolder(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}
