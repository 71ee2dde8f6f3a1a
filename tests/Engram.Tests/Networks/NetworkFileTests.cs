using System.Globalization;
using Engram.Data;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Storage;
using Engram.Tests.Storage;
using Engram.Tests.TestSupport;
using Engram.Tests.Training;
using Engram.Threading;
using Engram.Training;

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
        DenseNetwork written = TestNetworks.Create(SyntheticImages.Create(5, classCount: 3, channels: channels), [21, 16], goodness, activation);
        NetworkFile.Write(Path, written);
        DenseNetwork read = (DenseNetwork)NetworkFile.Read(Path);

        Bits.RequireEqual(TrainerProbe.Parameters(written), TrainerProbe.Parameters(read), "parameters");
        Assert.Equal(written.Goodness.Name, read.Goodness.Name);
        Assert.Equal(written.Activation.Name, read.Activation.Name);
        Assert.Equal(written.Thresholds, read.Thresholds);
        Assert.Equal(written.Overlay, read.Overlay);
    }

    [Fact]
    public void Tensors_have_the_names_and_shapes_of_a_PyTorch_state_dict()
    {
        DenseNetwork network = TestNetworks.Create(_data, [21, 16]);
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
        DenseNetwork written = TestNetworks.Create(_data, [21, 16], hasBiases: false);
        NetworkFile.Write(Path, written);
        Assert.Equal(["layers.0.weight", "layers.1.weight"], SafetensorsFile.Read(Path).Tensors.Select(tensor => tensor.Name));
        DenseNetwork read = (DenseNetwork)NetworkFile.Read(Path);
        Assert.False(read.HasBiases);
        Bits.RequireEqual(TrainerProbe.Parameters(written), TrainerProbe.Parameters(read), "parameters");
    }

    [Fact]
    public void A_file_is_enough_by_itself()
    {
        ImageDataset data = SyntheticImages.Create(20, classCount: 3).Without(1);
        DenseNetwork written = TestNetworks.Create(data, [21, 16], "mean-square");
        NetworkFile.Write(Path, written);
        DenseNetwork read = (DenseNetwork)NetworkFile.Read(Path);
        Assert.Equal("ff", read.Model.Name);
        Assert.Equal(TrainingSpecJson.Format(written.Spec), TrainingSpecJson.Format(read.Spec));
        Assert.Equal(data.Shape, read.Input.Shape);
        Assert.Equal(data.ClassNames, read.Input.ClassNames);
        Assert.True(data.Normalization.IsSameAs(read.Input.Normalization!));
        Assert.Equal(data.HasBackground, read.Input.HasBackground);
        Assert.Equal(written.Input.Overlay, read.Input.Overlay);
        Assert.Equal(1, read.Input.LeftOutClass);
        Assert.Equal(data.Name, read.Input.DataName);
        Assert.Equal(data.Fingerprint, read.Input.DataFingerprint);
        Assert.Equal(written.Thresholds, read.Thresholds);
    }

    [Fact]
    public void Images_are_normalized_as_in_training_whatever_the_data_say()
    {
        using WorkerPool workers = new(1);
        ImageDataset images = SyntheticImages.Create(6);
        DenseNetwork network = TestNetworks.Create(images, [21, 16]);
        float[] expected = LabelScores.Compute(KernelTable.Current, workers, network, images).Values;
        ImageDataset others = images.NormalizedAs(new PixelNormalization([0.9f], [0.1f]));
        Bits.RequireEqual(expected, LabelScores.Compute(KernelTable.Current, workers, network, others).Values, "scores");
        Assert.NotEqual(images.Normalization, others.Normalization);
    }

    // A file of before does not say whether images have a background: then no image may decide it for another.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_predictor_saw_first_changes_no_score(bool saysBackground)
    {
        ImageDataset dark = SyntheticImages.Create(6);
        ImageDataset bright = SyntheticImages.Create(6, background: false);
        NetworkBody network = TrainerProbe.Complete(new TrainingSpec { Layers = [21, 16], Epochs = 2 }, SyntheticImages.Create(40)).Network;
        network.Input = network.Input with { HasBackground = saysBackground ? network.Input.HasBackground : null };
        Predictor first = new Network(network).CreatePredictor();
        Predictor second = new Network(network).CreatePredictor();
        second.Predict(bright.Pixels(0));
        Bits.RequireEqual(first.Predict(dark.Pixels(0)).Scores.ToArray(), second.Predict(dark.Pixels(0)).Scores.ToArray(), "scores");
    }

    [Fact]
    public void All_parts_of_the_training_images_have_the_background_that_the_file_names()
    {
        ImageDataset images = SyntheticImages.Create(40);
        ImageDataset treated = images.TreatedAs(images.Normalization, !images.HasBackground);
        Assert.Equal(!images.HasBackground, treated.HasBackground);
        Assert.Equal(!images.HasBackground, treated.Take(3).HasBackground);
        Assert.Equal(!images.HasBackground, ValidationSplit.Of(treated, 0.5f, 1).Train.HasBackground);
    }

    // Images without a black pixel beside it once changed the last digits of an image's scores.
    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void The_scores_of_an_image_are_the_same_whatever_stands_beside_it(string model)
    {
        using WorkerPool workers = new(1);
        ImageDataset dark = SyntheticImages.Create(6);
        ImageDataset bright = SyntheticImages.Create(60, background: false);
        NetworkBody network = TrainerProbe.Complete(ModelTable.Find(model).Defaults with { Layers = [21, 16], Epochs = 2 }, SyntheticImages.Create(40)).Network;
        float[] expected = LabelScores.Compute(KernelTable.Current, workers, network, dark).Values;
        byte[] pixels = [.. dark.AllPixels, .. bright.AllPixels];
        ImageDataset both = new("both", dark.Shape, pixels, new int[66], dark.ClassNames, dark.Normalization);
        Assert.NotEqual(dark.HasBackground, both.HasBackground);
        Bits.RequireEqual(expected, LabelScores.Compute(KernelTable.Current, workers, network, both).Values.AsSpan(0, expected.Length), "scores");
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, 2.5f)]
    [InlineData(false, null)]
    public void A_file_of_the_first_format_is_read(bool saysBiases, float? threshold)
    {
        DenseNetwork written = TestNetworks.Create(_data, [21, 16], "mean-square");
        DenseNetwork read = ReadFirstFormat(written, metadata =>
        {
            if (!saysBiases)
            {
                metadata.Remove("biases");
            }

            if (threshold is not null)
            {
                metadata["thresholds"] = "2.5,2.5";
            }
        });
        Assert.Equal(threshold is null ? written.Thresholds : [2.5f, 2.5f], read.Thresholds);
        Assert.True(read.HasBiases);
        Assert.Null(read.Input.Normalization);
        Assert.Null(read.Input.DataFingerprint);
        Assert.Equal(["0", "1", "2"], read.Input.ClassNames);
        Bits.RequireEqual(TrainerProbe.Parameters(written), TrainerProbe.Parameters(read), "parameters");
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
            $"{Path} is no network of this program (its metadata lacks engram.format = network-2); name a weights.safetensors that engram train wrote.",
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
    public void Damaged_metadata_of_the_first_format_are_refused_in_a_sentence(string key, string? value) =>
        RequireRefused(() => { ReadFirstFormat(TestNetworks.Create(_data, [21, 16]), metadata => Set(metadata, key, value)); });

    [Theory]
    [InlineData("spec", "")]
    [InlineData("spec", "{}{")]
    [InlineData("spec", "[]")]
    [InlineData("spec", "{\"Layers\":[21,17]}")]
    [InlineData("spec", "{\"Layers\":[65536,65536]}")]
    [InlineData("spec", "{\"Layers\":null}")]
    [InlineData("spec", "{\"Model\":\"gan\"}")]
    [InlineData("spec", "{\"Unknown\":1}")]
    [InlineData("imageShape", null)]
    [InlineData("imageShape", "1x6")]
    [InlineData("imageShape", "0x6x6")]
    [InlineData("imageShape", "1x6x7")]
    [InlineData("classNames", null)]
    [InlineData("classNames", "[]")]
    [InlineData("classNames", "[\"a\",null]")]
    [InlineData("classNames", "a, b")]
    [InlineData("mean", "x")]
    [InlineData("mean", "0.1,0.2")]
    [InlineData("standardDeviation", null)]
    [InlineData("standardDeviation", "NaN")]
    [InlineData("labelCode", null)]
    [InlineData("labelCode", "none")]
    [InlineData("labelValue", null)]
    [InlineData("labelValue", "NaN")]
    [InlineData("leftOutClass", "one")]
    public void Damaged_metadata_are_refused_in_a_sentence(string key, string? value)
    {
        NetworkFile.Write(Path, TestNetworks.Create(_data, [21, 16]));
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Dictionary<string, string> metadata = new(file.Metadata);
        Set(metadata, key, value);
        SafetensorsFile.Write(Path, file.Tensors, metadata);
        RequireRefused(() => { NetworkFile.Read(Path); });
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

    // As the first format had it, which lacks what the second has more.
    private DenseNetwork ReadFirstFormat(DenseNetwork network, Action<Dictionary<string, string>> change)
    {
        Dictionary<string, string> metadata = new()
        {
            ["engram.format"] = "network-1",
            ["layers"] = string.Join(',', network.Layers.Select(layer => layer.OutputSize)),
            ["goodness"] = network.Goodness.Name,
            ["thresholds"] = string.Join(',', network.Thresholds.Select(value => value.ToString("R", CultureInfo.InvariantCulture))),
            ["activation"] = network.Activation.Name,
            ["biases"] = "true",
            ["imageShape"] = network.Input.Shape.ToString(),
            ["classCount"] = network.Input.ClassCount.ToString(CultureInfo.InvariantCulture),
            ["labelValue"] = network.Input.Overlay.Value.ToString("R", CultureInfo.InvariantCulture),
        };
        change(metadata);
        SafetensorsFile.Write(Path, NetworkFile.Tensors(network), metadata);
        return (DenseNetwork)NetworkFile.Read(Path);
    }

    private static void Set(Dictionary<string, string> metadata, string key, string? value)
    {
        metadata.Remove(key);
        if (value is not null)
        {
            metadata[key] = value;
        }
    }

    private void RequireRefused(Action read)
    {
        string message = Assert.Throws<EngramException>(read).Message;
        Assert.StartsWith($"{Path} has unreadable metadata (", message, StringComparison.Ordinal);
        Assert.EndsWith("); restore the file from a copy, or train again.", message, StringComparison.Ordinal);
    }

    // Weights have no checksum: another number is another network, but it must have its shape.
    private static void ReadHostile(Stream stream, string name)
    {
        DenseNetwork network = (DenseNetwork)NetworkFile.Read(SafetensorsFile.Read(stream, name), name);
        Assert.Equal(network.Input.Shape.InputSize, network.Layers[0].InputSize);
    }

    private byte[] GoodFile()
    {
        NetworkFile.Write(Path, TestNetworks.Create(_data, [16]));
        return File.ReadAllBytes(Path);
    }
}
