using System.Formats.Tar;
using System.Text;
using Engram.Data.Formats;
using Engram.Storage;
using Engram.Tests.Data;

namespace Engram.Fuzz.Targets;

/// <summary>CIFAR-10's archive: a tar file, packed with gzip every second time, whose header checksums are right most times.</summary>
internal sealed class CifarArchive() : FuzzTarget("CIFAR tar and tar.gz")
{
    private const int BlockSize = 512;
    private const int ChecksumOffset = 148;

    private int _made;

    public override IReadOnlyList<byte[]> Samples(SampleRun run)
    {
        using MemoryStream content = new();
        using (TarWriter tar = new(content, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (string name in (string[])[.. CifarReader.TrainBatches, CifarReader.TestBatch, "readme.html"])
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "cifar-10-batches-bin/" + name)
                {
                    DataStream = new MemoryStream(CifarFile.Records),
                });
            }
        }

        return [content.ToArray()];
    }

    public override void Read(string path)
    {
        using FileStream file = PackedFile.OpenRead(path);
        CifarReader.ReadArchive(file, path, CifarFile.Tiny);
    }

    protected override byte[] Pack(byte[] content)
    {
        _made++;
        for (int start = 0; _made % 4 != 0 && start + BlockSize <= content.Length; start += BlockSize)
        {
            Span<byte> block = content.AsSpan(start, BlockSize);
            if (block[257..].StartsWith("ustar"u8))
            {
                Repair(block);
            }
        }

        return _made % 2 == 0 ? content : IdxBytes.Gzip(content);
    }

    private static void Repair(Span<byte> block)
    {
        Span<byte> field = block.Slice(ChecksumOffset, 8);
        field.Fill((byte)' ');
        int sum = 0;
        foreach (byte value in block)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", field);
    }
}
