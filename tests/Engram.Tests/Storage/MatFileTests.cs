using System.IO.Compression;
using CsCheck;
using Engram.Data.Files;
using Engram.Data.Formats;
using Engram.Storage.Mat;

namespace Engram.Tests.Storage;

public sealed class MatFileTests
{
    private const string Name = "some.mat";

    // What SciPy 1.10 saves for X = (5k mod 256, k in column-major order) of shape 2x3x3x2, y = [[10.0], [3.0]] and a text,
    // with and without compression (the file without is packed here to keep it short).
    private const string SciPyPacked =
        "TUFUTEFCIDUuMCBNQVQtZmlsZSwgd3JpdHRlbiBieSBTY2lQeSAxLjEwLjEgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAAAAAAAAABSU0PAAAAUAAAAHic42NgYEgAYjYg5gBiTgYIYAViASBmAmJmKAaxGYEwAspWASvk4heRlFPW0DUyt3F08w4IjYpPycwrrqhtau+ZOG32gqWr1oOUAQAemw1zDwAAAC0AAAB4nONjYGBwAGI2IOaA0iDACuUzATEjGDMyVAJpTiAWYIABFQcIzeEAADA2AbMPAAAAMgAAAHic42NgYHAAYjYg5gBiFgYIYIXyGYGYE0yzMOTll6QKQPnF+bmpCiWpFSVQ9QB4cAXl";

    private const string SciPyPlainZlib =
        "eNrzdQzxcXRSMNUzUPB1DNFNy8xJ1VEoL8osKUnNU0iqVAhOzgyoVDDUMzTQM1SgEmCAAUZPXz4glQDEbEDMAcScUClWIBYAYiYgZoZiEJsRCCOgbBWwQi5+EUk5ZQ1dI3MbRzfvgNCo+JTMvOKK2qb2nonTZi9Yumo9SBnIHgcke9iQ7OGAmw0xvxLqDgG4Q1UcIDSHA7o5LGjmMEL1MgJl8vJLUgWg/OL83FSFktSKEqh6AI05K24=";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_of_SciPy_are_read(bool packed)
    {
        byte[] file = packed ? Convert.FromBase64String(SciPyPacked) : Unzlib(Convert.FromBase64String(SciPyPlainZlib));

        Dictionary<string, (long[] Shape, double[] Values)> arrays = Read(file);

        Assert.Equal(["X", "y"], arrays.Keys.Order());
        Assert.Equal([2, 3, 3, 2], arrays["X"].Shape);
        Assert.Equal(Enumerable.Range(0, 36).Select(index => (double)(index * 5 % 256)), arrays["X"].Values);
        Assert.Equal([2, 1], arrays["y"].Shape);
        Assert.Equal([10, 3], arrays["y"].Values);
    }

    [Fact]
    public void Images_of_SciPy_are_turned()
    {
        DatasetDescription tiny = DatasetCatalog.Find("svhn") with { Shape = new ImageShape(3, 2, 3) };

        ImageDataset images = SvhnReader.ReadSplit(new MemoryStream(Convert.FromBase64String(SciPyPacked)), Name, tiny, "train");

        // The second image's blue pixel in row 1, column 2 is X[1, 2, 2, 1], number 1 + 2·2 + 6·2 + 18·1 = 35.
        Assert.Equal(35 * 5, images.Pixels(1)[^1]);
        Assert.Equal([0, 10, 20, 5, 15, 25], images.Pixels(0)[..6].ToArray());
        Assert.Equal([0, 3], images.Labels.ToArray());
    }

    public static TheoryData<int, byte[], double[]> Types => new()
    {
        { 1, [0xfe, 3], [-2, 3] },
        { 2, [0xfe, 3], [254, 3] },
        { 3, [0xff, 0xfe, 0, 3], [-2, 3] },
        { 4, [0xff, 0xfe, 0, 3], [65534, 3] },
        { 5, [0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 3], [-2, 3] },
        { 6, [0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 3], [4294967294, 3] },
        { 7, [0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0], [1.5, -2] },
        { 9, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], [1.5, -2] },
        { 12, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 0, 0, 0, 0, 3], [-2, 3] },
        { 13, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3], [4294967296, 3] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_of_number_is_read_in_both_byte_orders(int type, byte[] bigEndian, double[] expected)
    {
        byte[] littleEndian = [.. bigEndian.Chunk(bigEndian.Length / 2).SelectMany(value => value.Reverse())];

        Assert.Equal(expected, Read(new MatBytes(isBigEndian: true).Array("a", MatBytes.DoubleClass, type, bigEndian, 2, 1).ToArray())["a"].Values);
        Assert.Equal(expected, Read(new MatBytes().Array("a", MatBytes.DoubleClass, type, littleEndian, 2, 1).ToArray())["a"].Values);
    }

    [Fact]
    public void What_is_no_real_numeric_array_is_passed_over()
    {
        const int complex = 0x0800;
        const int cell = 1;
        const int structure = 2;
        const int sparse = 5;
        byte[] file = new MatBytes(isPacked: true)
            .Array("text", MatBytes.CharClass, 4, [1, 0, 2, 0], 1, 2)
            .Array("complex", MatBytes.DoubleClass | complex, MatBytes.UInt8, [1, 2], 1, 2)
            .Array("cell", cell, MatBytes.UInt8, [1, 2], 1, 2)
            .Array("structure", structure, MatBytes.UInt8, [1, 2], 1, 2)
            .Array("sparse", sparse, MatBytes.UInt8, [1, 2], 1, 2)
            .Raw(14, [])
            .Raw(2, [1, 2, 3, 4, 5, 6, 7, 8])
            .Array("number", MatBytes.DoubleClass, MatBytes.UInt8, [1, 2], 1, 2)
            .ToArray();

        Assert.Equal(["number"], Read(file).Keys);
    }

    [Fact]
    public void Arrays_that_nobody_reads_are_passed_over()
    {
        List<string> names = [];
        byte[] file = new MatBytes()
            .Array("a", MatBytes.UInt8Class, MatBytes.UInt8, new byte[10], 10, 1).Array("b", MatBytes.UInt8Class, MatBytes.UInt8, [1], 1, 1).ToArray();

        MatFile.Read(new MemoryStream(file), Name, array => names.Add(array.Name));

        Assert.Equal(["a", "b"], names);
    }

    [Fact]
    public void Other_files_are_named()
    {
        Fails([1, 2, 3], "it ends within its header");
        Fails(new byte[200], "it is not one of level 5");
        Fails(MatBytes.Header(isBigEndian: false, 0x0200), "it has version 0x0200, and only 0x0100 is read: save it in MATLAB with -v7");
        Fails(MatBytes.Header(isBigEndian: true, 0x0200), "it has version 0x0200, and only 0x0100 is read: save it in MATLAB with -v7");
    }

    [Fact]
    public void Damaged_files_are_named()
    {
        byte[] good = new MatBytes().Array("a", MatBytes.UInt8Class, MatBytes.UInt8, [1, 2, 3, 4, 5, 6, 7, 8], 8, 1).ToArray();
        Fails(good[..^1], $"it is cut short: an element ends at byte {good.Length}, the file at {good.Length - 1}");
        Fails([.. good, 1, 2], "it is cut short within the head of an array");
        Fails(
            new MatBytes().Array("a", MatBytes.UInt8Class, MatBytes.UInt8, [1, 2, 3, 4, 5], 2, 3).ToArray(),
            "array a of shape [2, 3] has 5 bytes of values of type uint8");
        Fails(
            new MatBytes().Array("a", MatBytes.UInt8Class, MatBytes.UInt8, [1], -1, -1).ToArray(),
            "array a of shape [-1, -1] has 1 bytes of values of type uint8");
    }

    [Fact]
    public void A_checksum_of_zlib_that_does_not_fit_is_noticed()
    {
        byte[] file = new MatBytes(isPacked: true).Array("a", MatBytes.UInt8Class, MatBytes.UInt8, [1, 2, 3], 3, 1).ToArray();
        file[^1] ^= 1;

        Fails(file, "what is packed in it cannot be unpacked");
    }

    [Fact]
    public void A_zlib_stream_that_asks_for_a_preset_dictionary_is_noticed()
    {
        // The bit 0x20 of the second byte asks for one; the byte's low bits make the head a multiple of 31.
        byte[] file = [.. MatBytes.Header(isBigEndian: false, 0x0100), 15, 0, 0, 0, 8, 0, 0, 0, 0x78, 0xbb, 0, 0, 0, 1, 0, 0];

        Fails(file, "what is packed in it needs a dictionary of its own");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Mutated_files_are_taken_well(bool isPacked) => HostileBytes.AreTakenWell(HostileBytes.Mutated(Good(isPacked)), ReadAll);

    [Fact]
    public Task Mutations_behind_the_header_are_taken_well()
    {
        byte[] good = Good(isPacked: false);
        return HostileBytes.AreTakenWell(
            HostileBytes.Mutated(good[128..]).Select(rest => (byte[])[.. good[..128], .. rest]), ReadAll);
    }

    [Fact]
    public Task Mutations_before_packing_are_taken_well()
    {
        // Behind the header and the array's own head, which packing makes anew.
        byte[] content = Good(isPacked: false)[136..];
        return HostileBytes.AreTakenWell(
            HostileBytes.Mutated(content).Select(damaged => new MatBytes(isPacked: true).Raw(14, damaged).ToArray()), ReadAll);
    }

    [Theory]
    [InlineData(0x7000, 0x10000)]
    [InlineData(0xf000, 0x10000)]
    public void Arrays_that_announce_gigabytes_cost_nothing(uint rows, uint columns)
    {
        uint length = rows * columns;
        uint[] words = [14, length + 48, 6, 8, MatBytes.UInt8Class, 0, 5, 8, rows, columns, (1 << 16) | 1, 'X', MatBytes.UInt8, length, 1];
        byte[] file = new MatBytes().Packed([.. words.SelectMany(BitConverter.GetBytes)]).ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Fails(file, $"a packed array announces {length + 48} bytes, more than its {file.Length - 136} can hold");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Parts_that_are_longer_than_their_array_are_noticed()
    {
        uint[] words = [14, 48, 6, 8, MatBytes.UInt8Class, 0, 5, 8, 3, 3, (1 << 16) | 1, 'X', MatBytes.UInt8, 9, 1, 2, 3, 4];
        Fails(new MatBytes().Packed([.. words.SelectMany(BitConverter.GetBytes)]).ToArray(), "a part of an array is longer than the array");
    }

    private static byte[] Good(bool isPacked) =>
        new MatBytes(isPacked: isPacked).Array("X", MatBytes.UInt8Class, MatBytes.UInt8, [1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 3).Labels(1, 2).ToArray();

    private static void ReadAll(Stream file, string name) => MatFile.Read(file, name, array => array.ReadDoubles());

    private static Dictionary<string, (long[] Shape, double[] Values)> Read(byte[] file)
    {
        Dictionary<string, (long[], double[])> arrays = [];
        MatFile.Read(new MemoryStream(file), Name, array => arrays.Add(array.Name, (array.Shape, array.ReadDoubles())));
        return arrays;
    }

    private static void Fails(byte[] file, string fault) => Assert.Equal(
        $"{Name} cannot be used as a MATLAB file: {fault}; replace it by a good copy.",
        Assert.Throws<EngramException>(() => Read(file)).Message);

    private static byte[] Unzlib(byte[] packed)
    {
        using MemoryStream content = new();
        using ZLibStream zlib = new(new MemoryStream(packed), CompressionMode.Decompress);
        zlib.CopyTo(content);
        return content.ToArray();
    }
}
