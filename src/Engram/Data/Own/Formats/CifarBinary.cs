using Engram.Storage;

namespace Engram.Data.Own.Formats;

/// <summary>
/// Files in the binary form of CIFAR-10 or CIFAR-100: records of a label of one byte, or two of which the second counts, and 32x32 pixels of red, green
/// and blue. Those whose names begin with "test" are test images.
/// </summary>
internal sealed class CifarBinary : DatasetFormat
{
    private const string Ending = ".bin";

    private static readonly ImageShape _shape = new(3, 32, 32);

    // Which of the two it is, the names of its classes tell, or the lengths of its files.
    private static readonly (int LabelBytes, string NamesFile)[] _kinds = [(1, "batches.meta.txt"), (2, "fine_label_names.txt")];

    public override string Name => "cifar-binary";

    public override string Title => "a .bin file of CIFAR-10 or CIFAR-100, or a folder of these";

    public override bool Recognizes(string path) => Files(path).Length > 0;

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        string[] files = Files(path);
        string folder = Path.GetDirectoryName(files[0])!;
        (int labelBytes, string namesFile) = Kind(files, folder);
        namesFile = Path.Combine(folder, namesFile);
        string[]? names = File.Exists(namesFile) ? ClassNamesFile.ReadLines(namesFile) : null;
        string[] test = [.. files.Where(IsTest)];
        string[] train = [.. files.Except(test)];
        LabelledImages Part(string[] part) => ReadPart(part, path, labelBytes, options) with { ClassNames = names };
        return train.Length == 0 ? new OwnParts(Part(test), null) : new OwnParts(Part(train), test.Length == 0 || options.TestPath is not null ? null : Part(test));
    }

    private static (int LabelBytes, string NamesFile) Kind(string[] files, string folder)
    {
        var fitting = Array.FindAll(_kinds, kind => Array.TrueForAll(files, file => Length(file) is > 0 and var length && length % RecordSize(kind.LabelBytes) == 0));
        return fitting.Length == 1 ? fitting[0]
            : fitting.Length == 2 ? Array.Find(fitting, kind => File.Exists(Path.Combine(folder, kind.NamesFile))) is { NamesFile: not null } named ? named : fitting[0]
            : throw new EngramException(
                $"{files.First(file => Length(file) == 0 || Length(file) % RecordSize(1) != 0)} is not a whole number of records of {RecordSize(1)} bytes, as CIFAR-10 has them, or of {RecordSize(2)}, as CIFAR-100; replace it by a good copy.");
    }

    private static LabelledImages ReadPart(string[] files, string path, int labelBytes, OwnDataOptions options)
    {
        int recordSize = RecordSize(labelBytes);
        long total = files.Sum(Length);
        if (total > Array.MaxLength)
        {
            throw new EngramException($"{path} has {total / recordSize} images, but at most {Array.MaxLength / recordSize} can be read; name fewer files.");
        }

        byte[] pixels = GC.AllocateUninitializedArray<byte>((int)(total / recordSize) * _shape.InputSize);
        List<long> labels = [];
        foreach (string file in files)
        {
            ReadOnlySpan<byte> records = ReadAll(file);
            for (; records.Length >= recordSize && labels.Count < total / recordSize; records = records[recordSize..])
            {
                records[labelBytes..recordSize].CopyTo(pixels.AsSpan(labels.Count * _shape.InputSize));
                labels.Add(records[labelBytes - 1]);
            }
        }

        string name = files.Length == 1 ? files[0] : path;
        return new LabelledImages(Conversion.Of(pixels, _shape, labels.Count, name, options.Conversion), NumberLabels.ToTexts(labels));
    }

    private static byte[] ReadAll(string file) => FileFailure.GuardReading(file, () => File.ReadAllBytes(file));

    private static string[] Files(string path) =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*" + Ending).Order(StringComparer.Ordinal)]
        : path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? [Path.GetFullPath(path)]
        : [];

    private static bool IsTest(string file) => Path.GetFileName(file).StartsWith("test", StringComparison.OrdinalIgnoreCase);

    /// <summary>The length of what a name leads to: that of a link is another.</summary>
    private static long Length(string file) => FileFailure.GuardReading(file, () =>
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(file);
        return RandomAccess.GetLength(handle);
    });

    private static int RecordSize(int labelBytes) => labelBytes + _shape.InputSize;
}
