using System.IO.Compression;
using CsCheck;
using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class StoragePropertyTests
{
    [Fact]
    public Task Random_safetensors_are_taken_well() =>
        HostileBytes.AreTakenWell(HostileBytes.Random(GoodSafetensors()), ReadSafetensors);

    [Fact]
    public Task Mutated_safetensors_are_taken_well() =>
        HostileBytes.AreTakenWell(HostileBytes.Mutated(GoodSafetensors()), ReadSafetensors);

    [Fact]
    public Task Random_npy_files_are_taken_well() =>
        HostileBytes.AreTakenWell(HostileBytes.Random(GoodNpy()), ReadNpy);

    [Fact]
    public Task Mutated_npy_files_are_taken_well() =>
        HostileBytes.AreTakenWell(HostileBytes.Mutated(GoodNpy()), ReadNpy);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public Task Mutated_npz_files_are_taken_well(CompressionLevel compression)
    {
        using TemporaryFolder folder = new();
        NpzFile.Write(folder["a.npz"], new Dictionary<string, NpyArray> { ["a"] = new([1f, 2f], 2), ["b"] = new([3, 4], 2) }, compression);
        byte[] good = File.ReadAllBytes(folder["a.npz"]);

        return HostileBytes.AreTakenWell(HostileBytes.Mutated(good), (file, name) => NpzFile.Read(file, name));
    }

    [Fact]
    public void Any_tensors_survive_safetensors()
    {
        Gen<SafetensorsTensor[]> tensors = Gen.Select(
            Gen.Single.Array[0, 20],
            Gen.Byte.Array[0, 20],
            Gen.Long.Array[0, 20],
            (floats, bytes, longs) => new[]
            {
                SafetensorsTensor.FromBytes("bytes", bytes, bytes.Length),
                SafetensorsTensor.FromFloats("floats", floats, 1, floats.Length),
                SafetensorsTensor.FromLongs("longs", longs, longs.Length, 1),
            });
        Gen<Dictionary<string, string>> metadata = Gen.Dictionary(Gen.String.AlphaNumeric, Gen.String.AlphaNumeric)[0, 3];

        Gen.Select(tensors, metadata).Sample(
            (written, strings) =>
            {
                using MemoryStream stream = new();
                SafetensorsFile.Write(stream, written, strings);
                stream.Position = 0;
                SafetensorsFile read = SafetensorsFile.Read(stream, "any");
                Assert.Equal(strings, read.Metadata);
                Assert.All(written, tensor =>
                {
                    SafetensorsTensor same = read.Tensors.Single(other => other.Name == tensor.Name);
                    Assert.Equal((tensor.DataType, TensorShape.Describe([.. tensor.Shape])), (same.DataType, TensorShape.Describe([.. same.Shape])));
                    Assert.Equal(tensor.Data.ToArray(), same.Data.ToArray());
                });
            },
            iter: 300,
            threads: 1);
    }

    private static void ReadNpy(Stream file, string name) => NpyFile.Read(file, name, file.Length, file.Length);

    private static void ReadSafetensors(Stream file, string name)
    {
        SafetensorsFile tensors = SafetensorsFile.Read(file, name);
        // What was accepted must also be usable.
        foreach (SafetensorsTensor tensor in tensors.Tensors.Where(tensor => tensor.DataType == "F32"))
        {
            tensors.ReadFloats(tensor.Name);
        }
    }

    private static byte[] GoodSafetensors()
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(
            stream,
            [SafetensorsTensor.FromFloats("w", [1, 2, 3, 4], 2, 2), SafetensorsTensor.FromBytes("b", [1, 2, 3], 3)],
            new Dictionary<string, string> { ["a"] = "b" });
        return stream.ToArray();
    }

    private static byte[] GoodNpy()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, new NpyArray([1f, 2f, 3f, 4f], 2, 2));
        return stream.ToArray();
    }
}
