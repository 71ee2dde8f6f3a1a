using System.IO.Compression;
using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public void What_is_written_is_read_back(CompressionLevel compression)
    {
        NpzFile.Write(_folder["a.npz"], Arrays(), compression);

        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(_folder["a.npz"]);

        Assert.Equal(["labels", "representations"], arrays.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1, 2], arrays["labels"].Bytes);
        Assert.Equal(Arrays()["representations"].Floats, arrays["representations"].Floats);
        Assert.Equal([2, 2, 500], arrays["representations"].Shape);
    }

    [Fact]
    public void A_value_that_changed_is_noticed_by_its_checksum()
    {
        using TemporaryFolder folder = new();
        NpzFile.Write(folder["a.npz"], new Dictionary<string, NpyArray> { ["a"] = new NpyArray([1f, 2f, 3f], 3) }, CompressionLevel.NoCompression);
        byte[] bytes = File.ReadAllBytes(folder["a.npz"]);
        int place = bytes.AsSpan().IndexOf(BitConverter.GetBytes(2f));
        bytes[place + 2] ^= 1;
        File.WriteAllBytes(folder["a.npz"], bytes);
        Assert.Equal(
            $"{folder["a.npz"]} is damaged or not a .npz file; write it again.",
            Assert.Throws<EngramException>(() => NpzFile.Read(folder["a.npz"])).Message);
    }

    [Fact]
    public void The_entries_have_the_names_that_numpy_looks_for()
    {
        NpzFile.Write(_folder["a.npz"], Arrays());

        using ZipArchive archive = ZipFile.OpenRead(_folder["a.npz"]);
        Assert.Equal(["labels.npy", "representations.npy"], archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void Equal_arrays_give_equal_bytes()
    {
        NpzFile.Write(_folder["a.npz"], Arrays());
        NpzFile.Write(_folder["b.npz"], Arrays().Reverse().ToDictionary());

        Assert.Equal(File.ReadAllBytes(_folder["a.npz"]), File.ReadAllBytes(_folder["b.npz"]));
        using ZipArchive archive = ZipFile.OpenRead(_folder["a.npz"]);
        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public void Zeros_shrink()
    {
        NpyArray zeros = new(new float[100_000], 100_000);
        NpzFile.Write(_folder["a.npz"], new Dictionary<string, NpyArray> { ["zeros"] = zeros });

        Assert.InRange(new FileInfo(_folder["a.npz"]).Length, 1, 10_000);
        Assert.Equal(zeros.Floats, NpzFile.Read(_folder["a.npz"])["zeros"].Floats);
    }

    [Fact]
    public void A_file_that_is_no_archive_is_named()
    {
        File.WriteAllText(_folder["a.npz"], "no archive");

        EngramException failure = Assert.Throws<EngramException>(() => NpzFile.Read(_folder["a.npz"]));

        Assert.Equal($"{_folder["a.npz"]} is damaged or not a .npz file; write it again.", failure.Message);
    }

    [Fact]
    public void A_damaged_array_in_an_archive_is_named()
    {
        using (ZipArchive archive = ZipFile.Open(_folder["a.npz"], ZipArchiveMode.Create))
        using (Stream entry = archive.CreateEntry("x.npy").Open())
        {
            entry.Write("no array"u8);
        }

        EngramException failure = Assert.Throws<EngramException>(() => NpzFile.Read(_folder["a.npz"]));

        Assert.StartsWith($"x.npy in {_folder["a.npz"]} cannot be used", failure.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, NpyArray> Arrays() => new()
    {
        ["representations"] = new NpyArray([.. Enumerable.Range(0, 2000).Select(index => index % 5 == 0 ? index * 0.37f : 0)], 2, 2, 500),
        ["labels"] = new NpyArray((byte[])[1, 2], 2),
    };
}
