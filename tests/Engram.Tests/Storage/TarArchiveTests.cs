using System.Formats.Tar;
using System.Text;
using CsCheck;
using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class TarArchiveTests
{
    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Files_of_every_format_are_read(TarEntryFormat format)
    {
        Dictionary<string, byte[]> files = new()
        {
            ["folder/small"] = [1, 2, 3],
            ["folder/empty"] = [],
            ["block"] = [.. Enumerable.Range(0, 512).Select(index => (byte)index)],
            ["large"] = [.. Enumerable.Range(0, 100_000).Select(index => (byte)(index * 7))],
        };

        Dictionary<string, byte[]> read = Read(Write(format, files), _ => true);

        Assert.Equal(files.Keys, read.Keys);
        Assert.All(files, file => Assert.Equal(file.Value, read[file.Key]));
    }

    [Fact]
    public void What_nobody_reads_is_passed_over()
    {
        byte[] archive = Write(
            TarEntryFormat.Gnu, new() { ["a"] = new byte[1000], [new string('x', 200)] = [1], ["b"] = [2] });

        Dictionary<string, byte[]> read = Read(archive, name => name == "b");

        Assert.Equal([2], Assert.Single(read).Value);
    }

    [Fact]
    public void Any_files_survive() =>
        Gen.Byte.Array[0, 1500].Array[0, 5].Sample(
            contents =>
            {
                Dictionary<string, byte[]> files = contents.Index().ToDictionary(file => $"{file.Index}", file => file.Item);
                Dictionary<string, byte[]> read = Read(Write(TarEntryFormat.Ustar, files), _ => true);
                Assert.All(files, file => Assert.Equal(file.Value, read[file.Key]));
            },
            iter: 200);

    [Fact]
    public void Whatever_is_cut_off_is_noticed()
    {
        byte[] archive = Write(TarEntryFormat.Ustar, new() { ["a"] = new byte[600], ["b"] = [1] });
        int end = archive.Length - 1024;

        // Half of the two blocks that mark the end is enough.
        Read(archive[..(end + 512)], name => name == "a");
        Assert.All(
            Enumerable.Range(0, end + 512), length => Assert.Throws<InvalidDataException>(() => Read(archive[..length], _ => false)));
    }

    [Fact]
    public void Any_changed_byte_of_a_header_is_noticed()
    {
        byte[] archive = Write(TarEntryFormat.Ustar, new() { ["a"] = [1] });
        foreach (int place in (int[])[0, 1, 50, 100, 124, 130, 150, 156, 257, 300, 511])
        {
            byte[] damaged = [.. archive];
            damaged[place] ^= 1;

            Assert.Throws<InvalidDataException>(() => Read(damaged, _ => true));
        }
    }

    [Fact]
    public void What_follows_the_end_is_noticed()
    {
        byte[] archive = Write(TarEntryFormat.Ustar, new() { ["a"] = [1] });

        Read([.. archive, .. new byte[9216]], _ => true);
        Assert.Throws<InvalidDataException>(() => Read([.. archive, 1], _ => true));
        Assert.Throws<InvalidDataException>(() => Read([.. archive, .. new byte[1 << 16]], _ => true));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('0')]
    public void An_entry_that_announces_gigabytes_costs_nothing(char type)
    {
        byte[] archive = Header("name", type, 2_000_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => Read(archive, _ => false));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void A_number_that_is_none_is_noticed()
    {
        byte[] header = Header("name", '0', 1);
        header[130] = (byte)'9';
        SetChecksum(header);

        Assert.Throws<InvalidDataException>(() => Read(header, _ => true));
    }

    private static byte[] Write(TarEntryFormat format, Dictionary<string, byte[]> files)
    {
        using MemoryStream archive = new();
        using (TarWriter tar = new(archive, format, leaveOpen: true))
        {
            tar.WriteEntry(Entry(format, TarEntryType.Directory, "folder/"));
            foreach ((string name, byte[] content) in files)
            {
                TarEntry entry = Entry(format, format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, name);
                entry.DataStream = new MemoryStream(content);
                tar.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name) => format switch
    {
        TarEntryFormat.V7 => new V7TarEntry(type, name),
        TarEntryFormat.Ustar => new UstarTarEntry(type, name),
        TarEntryFormat.Pax => new PaxTarEntry(type, name),
        _ => new GnuTarEntry(type, name),
    };

    private static byte[] Header(string name, char type, long length)
    {
        byte[] header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(Convert.ToString(length, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)type;
        SetChecksum(header);
        return header;
    }

    private static void SetChecksum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
    }

    private static Dictionary<string, byte[]> Read(byte[] archive, Predicate<string> wants)
    {
        Dictionary<string, byte[]> files = [];
        TarArchive.Read(new MemoryStream(archive), (name, length, content) =>
        {
            if (!wants(name))
            {
                return false;
            }

            files.Add(name, BoundedRead.Values<byte>(content, length, archive.Length));
            return true;
        });
        return files;
    }
}
