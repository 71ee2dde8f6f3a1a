using System.Formats.Tar;
using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Tests.Data;

/// <summary>Makes files of CIFAR-10's binary version for tests.</summary>
internal static class CifarBytes
{
    public const int RecordSize = 3073;

    /// <summary>One record per label; pixels that tell the image and the place in it.</summary>
    public static byte[] Records(int firstImage, params byte[] labels) =>
        [.. labels.SelectMany((label, index) => (byte[])[label, .. Pixels(firstImage + index)])];

    /// <summary>The pixels of an image, by its index over all batches.</summary>
    public static byte[] Pixels(int image) => [.. Enumerable.Range(0, RecordSize - 1).Select(place => (byte)((place * 3) + (image * 29)))];

    /// <summary>Five batches of two images and a test batch of two, with the labels 0 to 9, 8 and 9.</summary>
    public static Dictionary<string, byte[]> Batches()
    {
        Dictionary<string, byte[]> batches = [];
        foreach (string name in (string[])[.. CifarReader.TrainBatches, CifarReader.TestBatch])
        {
            int first = batches.Count * 2;
            byte label = (byte)Math.Min(first, 8);
            batches.Add(name, Records(first, label, (byte)(label + 1)));
        }

        return batches;
    }

    /// <summary>An archive like the published one: in another order, with other files.</summary>
    public static byte[] Archive(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using MemoryStream content = new();
        using (TarWriter tar = new(content, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "cifar-10-batches-bin/"));
            foreach ((string name, byte[] bytes) in files.Reverse().Append(new("batches.meta.txt", "airplane\n"u8.ToArray())))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "cifar-10-batches-bin/" + name)
                {
                    DataStream = new MemoryStream(bytes),
                });
            }
        }

        return IdxBytes.Gzip(content.ToArray());
    }

    /// <summary>Writes the unpacked batches into a folder.</summary>
    public static void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in Batches())
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    /// <summary>CIFAR-10 with the checksum of an archive of a test.</summary>
    public static DatasetDescription Describe(byte[] archive, params Uri[] mirrors)
    {
        DatasetDescription cifar = DatasetCatalog.Find("cifar-10");
        return cifar with
        {
            Files = [cifar.Files[0] with { Checksum = TinyDataset.OfferedChecksum(archive) }],
            Mirrors = mirrors,
        };
    }
}
