using Engram.Data;
using Engram.Networks;
using Engram.Storage;
using Engram.Tests.Storage;
using Engram.Tests.TestSupport;
using Engram.Tests.Training;

namespace Engram.Tests.Networks;

public sealed class NetworkFileTests : IDisposable
{
    private static readonly ImageDataset _data = SyntheticImages.Create(5, classCount: 3);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["weights.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("l2-norm", "relu", 1)]
    [InlineData("mean-square", "sigmoid", 3)]
    public void What_is_written_is_read_back(string goodness, string activation, int channels)
    {
        Network written = TestNetworks.Create(SyntheticImages.Create(5, classCount: 3, channels: channels), [21, 16], goodness, activation);
        NetworkFile.Write(Path, written);
        Network read = NetworkFile.Read(Path);

        Bits.RequireEqual(TrainerProbe.Parameters(written), TrainerProbe.Parameters(read), "parameters");
        Assert.Equal(written.Goodness.Name, read.Goodness.Name);
        Assert.Equal(written.Activation.Name, read.Activation.Name);
        Assert.Equal(written.Thresholds, read.Thresholds);
        Assert.Equal(written.Overlay, read.Overlay);
    }

    [Fact]
    public void Tensors_have_the_names_and_shapes_of_a_PyTorch_state_dict()
    {
        Network network = TestNetworks.Create(_data, [21, 16]);
        NetworkFile.Write(Path, network);
        SafetensorsFile file = SafetensorsFile.Read(Path);

        Assert.Equal(
            ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"],
            file.Tensors.Select(tensor => tensor.Name));
        float[] weights = file.ReadFloats("layers.0.weight", 21, 36);
        Assert.Equal(network.Layers[0].Weight(unitIndex: 20, inputIndex: 35), weights[^1]);
        Assert.Equal(network.Layers[0].Weight(unitIndex: 1, inputIndex: 2), weights[36 + 2]);
        Assert.Equal(network.Layers[1].Biases.ToArray(), file.ReadFloats("layers.1.bias", 16));
        Assert.Equal(21 * 16, file.ReadFloats("layers.1.weight", 16, 21).Length);
    }

    [Fact]
    public void Without_biases_there_are_no_tensors_of_them()
    {
        Network written = TestNetworks.Create(_data, [21, 16], hasBiases: false);
        NetworkFile.Write(Path, written);
        Assert.Equal(["layers.0.weight", "layers.1.weight"], SafetensorsFile.Read(Path).Tensors.Select(tensor => tensor.Name));
        Network read = NetworkFile.Read(Path);
        Assert.False(read.HasBiases);
        Bits.RequireEqual(TrainerProbe.Parameters(written), TrainerProbe.Parameters(read), "parameters");
    }

    [Fact]
    public void A_file_of_before_networks_could_be_without_biases_has_them()
    {
        Network written = TestNetworks.Create(_data, [21, 16]);
        NetworkFile.Write(Path, written);
        SafetensorsFile file = SafetensorsFile.Read(Path);
        SafetensorsFile.Write(Path, file.Tensors, file.Metadata.Where(pair => pair.Key != "biases").ToDictionary());
        Network read = NetworkFile.Read(Path);
        Assert.True(read.HasBiases);
        Bits.RequireEqual(TrainerProbe.Parameters(written), TrainerProbe.Parameters(read), "parameters");
    }

    [Fact]
    public void The_metadata_say_what_the_parameters_belong_to()
    {
        NetworkFile.Write(Path, TestNetworks.Create(_data, [21, 16], "mean-square"));
        IReadOnlyDictionary<string, string> metadata = SafetensorsFile.Read(Path).Metadata;
        Assert.Equal("network-1", metadata["engram.format"]);
        Assert.Equal("21,16", metadata["layers"]);
        Assert.Equal("mean-square", metadata["goodness"]);
        Assert.Equal("0.42857143,0.5625", metadata["thresholds"]);
        Assert.Equal("relu", metadata["activation"]);
        Assert.Equal("true", metadata["biases"]);
        Assert.Equal("1x6x6", metadata["imageShape"]);
        Assert.Equal("3", metadata["classCount"]);
        Assert.Equal(LabelOverlay.For(_data).Value, float.Parse(metadata["labelValue"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Equal(
        $"{Path} cannot be read because it does not exist; check the path.",
        Assert.Throws<EngramException>(() => NetworkFile.Read(Path)).Message);

    [Fact]
    public void Parameters_of_another_program_are_refused()
    {
        SafetensorsFile.Write(Path, [SafetensorsTensor.FromFloats("layers.0.weight", new float[4], 2, 2)], new Dictionary<string, string>());
        Assert.Equal(
            $"{Path} is no network of this program (its metadata lacks engram.format = network-1); name a weights.safetensors that engram train wrote.",
            Assert.Throws<EngramException>(() => NetworkFile.Read(Path)).Message);
    }

    [Theory]
    [InlineData("layers", null)]
    [InlineData("layers", "")]
    [InlineData("layers", "21")]
    [InlineData("layers", "21,16,16")]
    [InlineData("layers", "21,17")]
    [InlineData("layers", "21,-16")]
    [InlineData("layers", "21,99999999999")]
    [InlineData("layers", "21;16")]
    [InlineData("goodness", null)]
    [InlineData("goodness", "L2-norm")]
    [InlineData("thresholds", null)]
    [InlineData("thresholds", "3")]
    [InlineData("thresholds", "3,3,3")]
    [InlineData("thresholds", "3,x")]
    [InlineData("thresholds", "3,NaN")]
    [InlineData("activation", null)]
    [InlineData("activation", "step")]
    [InlineData("biases", "")]
    [InlineData("biases", "0")]
    [InlineData("imageShape", null)]
    [InlineData("imageShape", "36")]
    [InlineData("imageShape", "1x6")]
    [InlineData("imageShape", "1x6x7")]
    [InlineData("imageShape", "6x6x1x1")]
    [InlineData("imageShape", "36x1x1")]
    [InlineData("imageShape", "0x6x6")]
    [InlineData("imageShape", "2147483647x2147483647x2147483647")]
    [InlineData("classCount", null)]
    [InlineData("classCount", "1")]
    [InlineData("classCount", "37")]
    [InlineData("classCount", "257")]
    [InlineData("classCount", "three")]
    [InlineData("labelValue", null)]
    [InlineData("labelValue", "NaN")]
    [InlineData("labelValue", "big")]
    public void Damaged_metadata_are_refused_in_a_sentence(string key, string? value)
    {
        NetworkFile.Write(Path, TestNetworks.Create(_data, [21, 16]));
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Dictionary<string, string> metadata = new(file.Metadata);
        metadata.Remove(key);
        if (value is not null)
        {
            metadata[key] = value;
        }

        SafetensorsFile.Write(Path, file.Tensors, metadata);

        string message = Assert.Throws<EngramException>(() => NetworkFile.Read(Path)).Message;
        Assert.StartsWith($"{Path} has unreadable metadata (", message, StringComparison.Ordinal);
        Assert.EndsWith("); restore the file from a copy, or train again.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        NetworkFile.Write(Path, TestNetworks.Create(_data, [21, 16]));
        SafetensorsFile file = SafetensorsFile.Read(Path);
        SafetensorsFile.Write(Path, [.. file.Tensors.Where(tensor => tensor.Name != "layers.1.bias")], file.Metadata);
        Assert.Equal(
            $"{Path} has no tensor layers.1.bias among its 3; check that it is the right file.",
            Assert.Throws<EngramException>(() => NetworkFile.Read(Path)).Message);
    }

    [Fact]
    public Task Random_files_are_taken_well() => HostileBytes.AreTakenWell(HostileBytes.Random(GoodFile()), ReadHostile);

    [Fact]
    public Task Mutated_files_are_taken_well() => HostileBytes.AreTakenWell(HostileBytes.Mutated(GoodFile()), ReadHostile);

    [Fact]
    public Task Mutated_headers_are_taken_well()
    {
        byte[] good = GoodFile();
        return HostileBytes.AreTakenWell(Damage.OfHeader(good, 8 + (int)BitConverter.ToInt64(good)), ReadHostile);
    }

    // Weights have no checksum: another number is another network, but it must have its shape.
    private static void ReadHostile(Stream stream, string name)
    {
        Network network = NetworkFile.Read(SafetensorsFile.Read(stream, name), name);
        Assert.Equal(network.Overlay.Shape.InputSize, network.Layers[0].InputSize);
    }

    private byte[] GoodFile()
    {
        NetworkFile.Write(Path, TestNetworks.Create(_data, [16]));
        return File.ReadAllBytes(Path);
    }
}
