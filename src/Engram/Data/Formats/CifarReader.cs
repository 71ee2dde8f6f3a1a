using Engram.Data.Files;
using Engram.Storage;

namespace Engram.Data.Formats;

/// <summary>
/// Reads CIFAR-10's binary version, from the archive as it is offered or from its unpacked files. A file is a row of
/// records: one byte for the label, then the pixels of red, green and blue, each plane row by row.
/// </summary>
internal static class CifarReader
{
    public const string Archive = "cifar-10-binary.tar.gz";
    public const string TestBatch = "test_batch.bin";

    public static IReadOnlyList<string> TrainBatches { get; } =
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"];

    private static readonly string[] _allBatches = [.. TrainBatches, TestBatch];

    /// <summary>Reads both splits.</summary>
    public static DatasetSplits Read(DatasetLocation location)
    {
        Dictionary<string, CifarBatch> batches = location.Files[0].IsUnpacked
            ? ReadFiles(location)
            : ReadArchive(location.PathOf(Archive), location.Dataset);
        return new DatasetSplits(
            CifarBatch.Join(location.Dataset, "train", [.. TrainBatches.Select(name => batches[name])]),
            CifarBatch.Join(location.Dataset, "test", [batches[TestBatch]]));
    }

    /// <summary>Reads all batches from a seekable stream, packed with gzip or not.</summary>
    internal static Dictionary<string, CifarBatch> ReadArchive(Stream file, string path, DatasetDescription dataset)
    {
        try
        {
            long packedLength = file.Length;
            using Stream content = PackedFile.Unpack(file, out long mostBytes);
            Dictionary<string, CifarBatch> batches = ReadMembers(content, path, packedLength, mostBytes, dataset);
            return _allBatches.FirstOrDefault(name => !batches.ContainsKey(name)) is { } missing
                ? throw new EngramException($"{path} lacks {missing}; replace it by a good copy.")
                : batches;
        }
        catch (InvalidDataException exception)
        {
            throw new EngramException($"{path} is a damaged or incomplete tar.gz archive; replace it by a good copy.", exception);
        }
    }

    private static Dictionary<string, CifarBatch> ReadArchive(string path, DatasetDescription dataset) => FileFailure.GuardReading(path, () =>
    {
        using FileStream file = PackedFile.OpenRead(path);
        return ReadArchive(file, path, dataset);
    });

    private static Dictionary<string, CifarBatch> ReadMembers(
        Stream content, string path, long plausibleLength, long mostBytes, DatasetDescription dataset)
    {
        Dictionary<string, CifarBatch> batches = [];
        TarArchive.Read(content, (memberName, length, member) =>
        {
            string name = memberName.Split('/')[^1];
            if (!_allBatches.Contains(name))
            {
                return false;
            }

            if (batches.ContainsKey(name))
            {
                throw new EngramException($"{path} holds {name} twice; replace it by a good copy.");
            }

            batches.Add(name, CifarBatch.Read(member, $"{name} in {path}", length, plausibleLength, mostBytes, dataset));
            return true;
        });
        return batches;
    }

    private static Dictionary<string, CifarBatch> ReadFiles(DatasetLocation location) =>
        _allBatches.ToDictionary(name => name, name => ReadFile(location.PathOf(name), location.Dataset));

    private static CifarBatch ReadFile(string path, DatasetDescription dataset) => FileFailure.GuardReading(path, () =>
    {
        using FileStream file = PackedFile.OpenRead(path);
        return CifarBatch.Read(file, path, file.Length, file.Length, file.Length, dataset);
    });
}
