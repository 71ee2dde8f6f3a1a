using System.Text.Json;
using Engram.Data.Images;
using Engram.Data.Own;
using Engram.Data.Own.Formats;
using Engram.Storage;
using Parquet;
using Parquet.Schema;

namespace Engram.Experiments.Files;

/// <summary>
/// Parquet as the Hugging Face hub distributes sets of images: a column of files of images, a column of labels, and the names of the classes beside the
/// schema. A folder may have several files, called train-... and test-..., in itself or in <c>data</c>; or folders of files, <c>train</c> and <c>test</c>.
/// </summary>
internal sealed class ParquetImages : DatasetFormat
{
    private const string Ending = ".parquet";
    private const string Train = "train";
    private const string Test = "test";
    private const string Bytes = "bytes";
    private const string Metadata = "huggingface";

    // CIFAR-100 has two columns of labels; the finer is the one that it is known for.
    private static readonly string[] _labelNames = ["label", "labels", "fine_label"];

    public override string Name => "parquet";

    public override string Title => "a .parquet file of images as the Hugging Face hub has them, or a folder of these, called train-... and test-...";

    public override bool Recognizes(string path) => Files(path).Length > 0;

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        ILookup<string, string> parts = Files(path).ToLookup(file => file.Part, file => file.Path);
        string[] train = [.. parts[Train]];
        string[] test = [.. parts[Test]];
        string[] others = [.. parts[""]];
        string? unused = train.Length > 0 && others.Length > 0 ? $"{string.Join(", ", others.Select(Path.GetFileName))} not used" : null;
        (train, test) = train.Length > 0 ? (train, test) : others.Length > 0 ? (others, test) : (test, []);
        return new OwnParts(ReadPart(train, options), test.Length > 0 && options.TestPath is null ? ReadPart(test, options) : null) { Remark = unused };
    }

    private static LabelledImages ReadPart(string[] files, OwnDataOptions options)
    {
        List<(byte[] Image, string Name)> images = [];
        List<string> labels = [];
        IReadOnlyList<string>? classNames = null;
        foreach (string file in files)
        {
            try
            {
                IReadOnlyList<string>? names = ReadFile(file, images, labels).GetAwaiter().GetResult();
                if (names is not null && classNames is not null && !names.SequenceEqual(classNames))
                {
                    throw new EngramException(
                        $"{file} has the class names {ClassList.Few(names)}, but a file before it has {ClassList.Few(classNames)}; write all files of a part with the same names, in the same order.");
                }

                classNames ??= names;
            }
            catch (Exception exception) when (exception is not (EngramException or OutOfMemoryException))
            {
                // The reader of the format throws whatever it meets in a damaged file, and seeks where it says.
                throw new EngramException($"{file} is damaged or no Parquet file; replace it by a good copy.", exception);
            }
        }

        if (images.Count == 0)
        {
            throw new EngramException($"{files[0]} holds no images; name files with images.");
        }

        string[] all = [.. images.Select(image => image.Name)];
        return new LabelledImages(new ImageStack(all, place => ImageFile.Read(images[place].Image, all[place]), options.Conversion).Read(), labels) { ClassNames = classNames };
    }

    private static async Task<IReadOnlyList<string>?> ReadFile(string file, List<(byte[] Image, string Name)> images, List<string> labels)
    {
        int earlier = images.Count;
        await using FileStream stream = Open(file);
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        DataField[] fields = reader.Schema.GetDataFields();
        DataField[] found = [.. fields.Where(field => field.Path.Length == 2 && field.Name == Bytes && (field.ClrType == typeof(byte[]) || field.ClrType == typeof(ReadOnlyMemory<byte>)))];
        DataField image = found.Length == 1 ? found[0] : throw new EngramException(
            $"{file} has {found.Length} columns of images, with a part called {Bytes}, but one is needed; its columns are {string.Join(", ", fields.Select(field => field.Path))}.");
        DataField label = _labelNames.Select(name => fields.FirstOrDefault(field => field.Path.Length == 1 && field.Name == name)).FirstOrDefault(field => field is not null)
            ?? throw new EngramException($"{file} has no column of labels called {string.Join(" or ", _labelNames)}; its columns are {string.Join(", ", fields.Select(field => field.Path))}.");
        for (int index = 0; index < reader.RowGroupCount; index++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
            await ReadGroup(group, image, label, file, earlier, images, labels);
        }

        return ClassNames(reader, label.Name);
    }

    private static FileStream Open(string file) =>
        FileFailure.GuardReading(file, () => File.OpenRead(file));

    private static async Task ReadGroup(
        ParquetRowGroupReader group, DataField image, DataField label, string file, int earlier, List<(byte[] Image, string Name)> images, List<string> labels)
    {
        int count = checked((int)group.RowCount);
        byte[]?[] contents = new byte[count][];
        await group.ReadAsync(image, contents.AsMemory()!);
        string?[] texts = await ReadLabels(group, label, count, file);
        for (int row = 0; row < count; row++)
        {
            string name = $"image {images.Count - earlier} of {file}";
            images.Add((contents[row] ?? throw new EngramException($"{name} is missing, as where a file names images of the web; download the images, or leave it out."), name));
            labels.Add(texts[row] ?? throw new EngramException($"{name} has no label; give it one, or leave it out."));
        }
    }

    private static async Task<string?[]> ReadLabels(ParquetRowGroupReader group, DataField label, int count, string file)
    {
        if (label.ClrType == typeof(string) || label.ClrType == typeof(ReadOnlyMemory<char>))
        {
            string?[] texts = new string[count];
            await group.ReadAsync(label, texts.AsMemory()!);
            return texts;
        }

        return label.ClrType == typeof(long) ? await Numbers<long>(value => value)
            : label.ClrType == typeof(int) ? await Numbers<int>(value => value)
            : label.ClrType == typeof(byte) ? await Numbers<byte>(value => value)
            : throw new EngramException($"{file} has labels of the type {label.ClrType.Name}, but labels are whole numbers or texts; write them as such.");

        async Task<string?[]> Numbers<T>(Func<T, long> widen)
            where T : struct
        {
            T?[] values = new T?[count];
            if (label.IsNullable)
            {
                await group.ReadAsync(label, values.AsMemory());
            }
            else
            {
                T[] present = new T[count];
                await group.ReadAsync(label, present.AsMemory());
                values = [.. present.Select(value => (T?)value)];
            }

            return [.. values.Select(value => value is { } number ? NumberLabels.Text(widen(number)) : null)];
        }
    }

    /// <summary>The names that the hub's own description of the columns has for a column of labels; null where there is none.</summary>
    private static IReadOnlyList<string>? ClassNames(ParquetReader reader, string label)
    {
        if (!reader.CustomMetadata.TryGetValue(Metadata, out string? text))
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        JsonElement element = document.RootElement;
        foreach (string part in (string[])["info", "features", label, "names"])
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(name => name.GetString() ?? "")] : null;
    }

    /// <summary>The files, each with the part that it is of; none where neither its name says it nor one of two folders for the parts.</summary>
    private static (string Path, string Part)[] Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? [(path, PartOf(path, ""))] : [];
        }

        return In(path, "") is { Length: > 0 } here ? here
            : In(Path.Combine(path, "data"), "") is { Length: > 0 } below ? below
            : [.. In(Path.Combine(path, Train), Train), .. In(Path.Combine(path, Test), Test)];
    }

    private static (string Path, string Part)[] In(string folder, string part) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*" + Ending).Order(StringComparer.Ordinal).Select(file => (file, PartOf(file, part)))]
        : [];

    private static string PartOf(string file, string otherwise) =>
        Array.Find([Train, Test], part => Path.GetFileName(file).StartsWith(part, StringComparison.Ordinal)) ?? otherwise;
}
