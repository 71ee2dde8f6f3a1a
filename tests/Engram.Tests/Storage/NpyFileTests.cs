using System.Text;
using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        NpyFile.Write(_folder["f.npy"], new NpyArray([1.5f, float.NaN, -0f, 4, 5, 6], 1, 3, 2));
        NpyFile.Write(_folder["b.npy"], new NpyArray((byte[])[1, 2, 255], 3));
        NpyFile.Write(_folder["i.npy"], new NpyArray([int.MinValue, 256, int.MaxValue], 3));
        NpyFile.Write(_folder["l.npy"], new NpyArray([long.MaxValue]));

        NpyArray floats = NpyFile.Read(_folder["f.npy"]);
        Assert.Equal([1.5f, float.NaN, -0f, 4, 5, 6], floats.Floats);
        Assert.Equal([1, 3, 2], floats.Shape);
        Assert.Equal([1, 2, 255], NpyFile.Read(_folder["b.npy"]).Bytes);
        Assert.Equal([int.MinValue, 256, int.MaxValue], NpyFile.Read(_folder["i.npy"]).Ints);
        NpyArray scalar = NpyFile.Read(_folder["l.npy"]);
        Assert.Equal([long.MaxValue], scalar.Longs);
        Assert.Empty(scalar.Shape);
    }

    [Fact]
    public void More_values_than_one_part_are_read_back()
    {
        float[] values = [.. Enumerable.Range(0, (1 << 20) + 3).Select(index => (float)index)];

        NpyFile.Write(_folder["f.npy"], new NpyArray(values, values.Length));

        Assert.Equal(values, NpyFile.Read(_folder["f.npy"]).Floats);
    }

    // What numpy 1.24 saves for the same array.
    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", 118, new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 })]
    public void The_bytes_are_those_of_numpy(string dictionary, int headerLength, byte[] values)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, new NpyArray([1f, 2f], 1, 2));

        Assert.Equal(File(1, dictionary.PadRight(headerLength - 1) + "\n", values), stream.ToArray());
        Assert.Equal(0, (stream.Length - values.Length) % 64);
    }

    [Theory]
    [InlineData(new long[] { 3 }, "'shape': (3,), }")]
    [InlineData(new long[] { 3, 1 }, "'shape': (3, 1), }")]
    [InlineData(new long[] { 1, 1, 3 }, "'shape': (1, 1, 3), }")]
    public void The_shape_is_a_tuple_of_Python(long[] shape, string expected)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, new NpyArray([1, 2, 3], shape));

        Assert.Contains(expected, Encoding.Latin1.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n")]
    [InlineData(2, "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n")]
    [InlineData(3, "{'shape':(2,),'fortran_order':False,'descr':'|u1'}")]
    public void Every_version_of_the_format_is_read(byte version, string header)
    {
        Assert.Equal([8, 9], Parse(File(version, header, [8, 9])).Bytes);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 8, "it has the element type <f8, and only float32, uint8, int32 and int64 are read: convert it with numpy's astype")]
    [InlineData("{'descr': '|u1', 'fortran_order': True, 'shape': (2,), }", 2, "its values are in Fortran order, and C order is needed: save numpy.ascontiguousarray(array)")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", 2, "it is cut short: its shape has 3 values and 2 are there")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", 2, "bytes follow the last value of its shape [1]")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296,), }", 2, "its shape [4294967296] has more values than can be read")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", 2, "its shape [4294967296, 4294967296] has more values than can be read")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,), }", 2, "its shape has the length 99999999999999999999")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'fortran_order': False, }", 2, "its header is not the dictionary that numpy writes for an array of numbers")]
    [InlineData("{'descr': [('a', '<f4') ('b', '<f4')], 'fortran_order': False, 'shape': (2,), }", 2, "its header is not the dictionary that numpy writes for an array of numbers")]
    [InlineData("{'descr': [('a', '<f4', (3,))], 'fortran_order': False, 'shape': (2,), }", 2, "its header is not the dictionary that numpy writes for an array of numbers")]
    [InlineData("{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (2,), }", 2, "its elements are records of a, b: save one field, array[\"a\"]")]
    public void Damage_is_named(string header, int dataLength, string fault)
    {
        EngramException failure = Assert.Throws<EngramException>(() => Parse(File(1, header, new byte[dataLength])));

        Assert.Equal($"a.npy cannot be used as a .npy array: {fault}; write it again.", failure.Message);
    }

    [Fact]
    public void Other_files_are_named()
    {
        byte[] good = File(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (0,), }", []);
        byte[] newer = [.. good];
        newer[6] = 4;
        byte[] longHeader = File(2, "", []);
        longHeader[10] = 2;

        Assert.Contains("numpy's magic string", Fault("a,b,c\n1,2,3\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("the format version 4.0", Fault(newer), StringComparison.Ordinal);
        Assert.Contains("a header of 131072 bytes", Fault(longHeader), StringComparison.Ordinal);
        for (int length = 0; length < good.Length; length++)
        {
            Assert.Contains("cut short", Fault(good[..length]), StringComparison.Ordinal);
        }

        static string Fault(byte[] content) => Assert.Throws<EngramException>(() => Parse(content)).Message;
    }

    [Fact]
    public void An_array_of_another_type_is_refused()
    {
        EngramException failure = Assert.Throws<EngramException>(() => new NpyArray((byte[])[1, 2], 2).Floats);

        Assert.Equal(
            "An array of numpy type |u1 was read where float32 is needed; convert it with numpy's astype(\"float32\").",
            failure.Message);
    }

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_refused() =>
        Assert.Throws<ArgumentException>(() => new NpyArray([1f, 2f], 3));

    private static NpyArray Parse(byte[] content) => NpyFile.Read(new MemoryStream(content), "a.npy", content.Length, content.Length);

    private static byte[] File(byte version, string header, byte[] values)
    {
        byte[] length = BitConverter.GetBytes(header.Length)[..(version == 1 ? 2 : 4)];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. values];
    }
}
