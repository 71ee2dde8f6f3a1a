using System.Buffers.Binary;
using System.Text;
using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        string path = _folder["w.safetensors"];
        SafetensorsFile.Write(
            path,
            [
                SafetensorsTensor.FromBytes("labels", [1, 2, 3], 3),
                SafetensorsTensor.FromFloats("layers.0.weight", [1, -2, 3.5f, float.NaN, float.Epsilon, 6], 2, 3),
                SafetensorsTensor.FromLongs("steps", [long.MinValue]),
                SafetensorsTensor.FromFloats("empty", [], 0, 4),
            ],
            new Dictionary<string, string> { ["goodness"] = "l2-norm", ["θ"] = "3\n\"" });

        SafetensorsFile file = SafetensorsFile.Read(path);

        Assert.Equal([1, -2, 3.5f, float.NaN, float.Epsilon, 6], file.ReadFloats("layers.0.weight", 2, 3));
        Assert.Equal([1, 2, 3], file.ReadBytes("labels"));
        Assert.Equal([long.MinValue], file.ReadLongs("steps"));
        Assert.Empty(file.ReadFloats("empty", 0, 4));
        Assert.Equal(new Dictionary<string, string> { ["goodness"] = "l2-norm", ["θ"] = "3\n\"" }, file.Metadata);
        Assert.Equal(4, file.Tensors.Count);
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(
            stream,
            [SafetensorsTensor.FromBytes("b", [7], 1), SafetensorsTensor.FromFloats("w", [1f], 1, 1)],
            new Dictionary<string, string> { ["z"] = "1", ["a"] = "2" });

        string header = """
            {"__metadata__":{"a":"2","z":"1"},"w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}
            """.Trim();
        int paddedLength = (header.Length + 7) / 8 * 8;
        byte[] expected = [.. LittleEndian(paddedLength), .. Encoding.ASCII.GetBytes(header.PadRight(paddedLength)), 0, 0, 128, 63, 7];
        Assert.Equal(expected, stream.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_tensor_starts_at_a_multiple_of_its_element_size(int nameLength)
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(
            stream,
            [
                SafetensorsTensor.FromBytes(new string('b', nameLength), [42], 1),
                SafetensorsTensor.FromFloats("w", [BitConverter.Int32BitsToSingle(0x11223344)], 1),
                SafetensorsTensor.FromLongs("i", [0x0102030405060708], 1),
            ],
            new Dictionary<string, string>());

        byte[] bytes = stream.ToArray();
        Assert.Equal(0, bytes.AsSpan().IndexOf(BitConverter.GetBytes(0x11223344)) % 4);
        Assert.Equal(0, bytes.AsSpan().IndexOf(BitConverter.GetBytes(0x0102030405060708)) % 8);
    }

    [Fact]
    public void Equal_content_gives_equal_bytes()
    {
        Assert.Equal(
            Bytes(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }),
            Bytes(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));

        static byte[] Bytes(Dictionary<string, string> metadata)
        {
            using MemoryStream stream = new();
            SafetensorsFile.Write(stream, [SafetensorsTensor.FromFloats("w", [1], 1)], metadata);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_header_of_another_writer_is_read()
    {
        // Keys in another order, spaces, no metadata, a type that Engram does not write, tensors out of order.
        SafetensorsFile file = Parse(
            """{ "b" : {"shape":[], "data_offsets":[2,4], "dtype":"F16"}, "a":{"dtype":"U8","shape":[2,1],"data_offsets":[0,2]} }""",
            [1, 2, 3, 4]);

        Assert.Empty(file.Metadata);
        Assert.Equal([1, 2], file.ReadBytes("a"));
        Assert.Equal("F16", file.Tensors[0].DataType);
        Assert.Equal([3, 4], file.Tensors[0].Data.ToArray());
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "it is cut short: the header describes 4 bytes of data and the file holds 3")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "bytes follow the last tensor: the header describes 4 bytes of data and the file holds 5")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "tensor w has 4 bytes, which does not fit its shape [2] of F32")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "tensor w has 0 bytes, which does not fit its shape [4611686018427387904, 4] of F32")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "tensor w has 4 bytes, which does not fit its shape [-1] of F32")]
    [InlineData("""{"w":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "tensor w has the unknown element type F31")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "tensor w has the data offsets [4, 0] instead of a begin and an end")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "tensor w has the data offsets [-4, 0] instead of a begin and an end")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "tensor w has the data offsets [0, 4, 8] instead of a begin and an end")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1e99],"data_offsets":[0,4]}}""", 4, "tensor w has a size or an offset that is no 64-bit integer")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1]}}""", 4, "tensor w has no data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "tensor b overlaps another tensor at data byte 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3, "tensor b leaves a gap before it at data byte 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "its header has a twice")]
    [InlineData("""{"__metadata__":{"b":"1","b":"2"}}""", 0, "its metadata has b twice")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "tensor a has dtype twice")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "its header is not the JSON that the format asks for")]
    [InlineData("""{"__metadata__":{"a":null}}""", 0, "its metadata a is null")]
    [InlineData("""{"\ud800":{}}""", 0, "its header is not the JSON that the format asks for")]
    [InlineData("[1]", 0, "its header is not the JSON that the format asks for")]
    [InlineData("", 0, "its header is not the JSON that the format asks for")]
    public void Damage_is_named(string header, int dataLength, string fault)
    {
        EngramException failure = Assert.Throws<EngramException>(() => Parse(header, new byte[dataLength]));

        Assert.Equal($"w.safetensors is damaged or not a safetensors file: {fault}; restore it from a good copy.", failure.Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "it has 3 bytes, fewer than the 8 of the header's length")]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 123, 125 }, "it announces a header of 3 bytes, of which the file holds 2 and at most 100000000 are allowed")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 123, 125 }, "it announces a header of 18446744073709551615 bytes, of which the file holds 2 and at most 100000000 are allowed")]
    public void A_wrong_header_length_is_named(byte[] content, string fault)
    {
        EngramException failure = Assert.Throws<EngramException>(() => SafetensorsFile.Read(new MemoryStream(content), "w"));

        Assert.Equal($"w is damaged or not a safetensors file: {fault}; restore it from a good copy.", failure.Message);
    }

    [Fact]
    public void Every_cut_of_a_good_file_is_noticed()
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(stream, [SafetensorsTensor.FromFloats("w", [1, 2], 2)], new Dictionary<string, string>());
        byte[] whole = stream.ToArray();

        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<EngramException>(() => SafetensorsFile.Read(new MemoryStream(whole[..length]), "w"));
        }
    }

    [Fact]
    public void A_tensor_of_another_name_type_or_shape_is_refused()
    {
        SafetensorsFile file = Parse("""{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""", new byte[8]);

        Assert.Equal(
            "w.safetensors has no tensor v among its 1; check that it is the right file.",
            Assert.Throws<EngramException>(() => file.ReadFloats("v")).Message);
        Assert.Equal(
            "w.safetensors holds w as F32, but U8 is needed; convert the tensor to U8.",
            Assert.Throws<EngramException>(() => file.ReadBytes("w")).Message);
        Assert.Equal(
            "w.safetensors holds w with shape [1, 2], but [2, 1] is needed; name the file of a network with the same layers.",
            Assert.Throws<EngramException>(() => file.ReadFloats("w", 2, 1)).Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        EngramException failure = Assert.Throws<EngramException>(() => SafetensorsFile.Read(_folder["none"]));

        Assert.Equal($"{_folder["none"]} cannot be read because it does not exist; check the path.", failure.Message);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        EngramException failure = Assert.Throws<EngramException>(() => SafetensorsFile.Read(_folder.Path));

        Assert.Equal($"{_folder.Path} cannot be read because it is a folder; name a file in it.", failure.Message);
    }

    [Fact]
    public void Tensors_that_no_reader_would_accept_are_not_written()
    {
        Dictionary<string, string> none = [];
        SafetensorsTensor tensor = SafetensorsTensor.FromBytes("a", [1], 1);

        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_folder["a"], [tensor, tensor], none));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_folder["a"], [tensor with { Shape = [2] }], none));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_folder["a"], [tensor with { DataType = "X" }], none));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_folder["a"], [tensor with { Name = "__metadata__" }], none));
        Assert.Empty(_folder.Names);
    }

    private static SafetensorsFile Parse(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return SafetensorsFile.Read(new MemoryStream([.. LittleEndian(json.Length), .. json, .. data]), "w.safetensors");
    }

    private static byte[] LittleEndian(int length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        return bytes;
    }
}
