using System.Text.Json;
using Engram.Storage;
using Engram.Tests.Data.Own;
using Engram.Tests.Experiments;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Cli;

/// <summary>What a run says about one's own images.</summary>
public sealed class PredictTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public PredictTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void Images_are_predicted_as_an_evaluation_predicts_them(string model)
    {
        Train([.. TestModels.SmallOptions(model)]);
        Run("evaluate", _folder["run"], "--data-dir", _data, "--goodness", _folder["g.npz"]);
        IReadOnlyDictionary<string, NpyArray> expected = NpzFile.Read(_folder["g.npz"]);
        int[] predictions = [.. expected["predictions"].Bytes.Select(label => (int)label)];
        float[] scores = expected.Single(array => array.Key is "goodness" or "scores" or "logits").Value.Floats;

        using var document = JsonDocument.Parse(Run("predict", _folder["run"], Path.Combine(_data, "mnist"), "--json").Output);
        JsonElement[] images = [.. document.RootElement.GetProperty("images").EnumerateArray()];
        Assert.Equal(predictions, images.Select(image => image.GetProperty("label").ValueKind == JsonValueKind.Null ? 255 : image.GetProperty("label").GetInt32()));
        Assert.Equal(scores, images.SelectMany(image => model == "bp" ? Scores(image) : image.GetProperty("layers").EnumerateArray().SelectMany(Scores)));

        string[] rows = Run("predict", _folder["run"], Path.Combine(_data, "mnist"), "--csv").Output.TrimEnd().Split('\n');
        string layers = model == "bp" ? "" : "layer_1,layer_2,";
        Assert.Equal($"image,label,className,{layers}score_0,score_1,score_2,score_3,score_4,score_5,score_6,score_7,score_8,score_9", rows[0]);
        Assert.Equal(predictions, rows.Skip(1).Select(row => row.Split(',')[1] is { Length: > 0 } label ? int.Parse(label, System.Globalization.CultureInfo.InvariantCulture) : 255));
    }

    [Fact]
    public void A_folder_of_pictures_is_a_table_and_what_is_asked_for_is_done_to_them()
    {
        Train();
        OwnFiles.Write(_folder["pictures/dark.png"], ImageBytes.Png(3, 5, 7, new byte[5 * 7 * 3]));
        OwnFiles.Write(_folder["pictures/more/light.png"], ImageBytes.Grey(40, 255));
        EngramRun run = Run("predict", _folder["run"], _folder["pictures"], "--resize", "--grayscale");
        string[] lines = [.. run.Output.Split('\n').Select(line => line.Trim())];
        Assert.Contains(lines, line => line.StartsWith("Image", StringComparison.Ordinal));
        Assert.Contains("Layer 2", run.Output, StringComparison.Ordinal);
        Assert.Contains(_folder["pictures/more/light.png"], run.Output, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("2 images: ", StringComparison.Ordinal));
        Assert.Contains($"Run folder {_folder["run"]}, prediction by softmax", lines);
        using var document = JsonDocument.Parse(Run("predict", _folder["run"], _folder["pictures/dark.png"], "--resize", "--grayscale", "--json").Output);
        Assert.Equal(_folder["pictures/dark.png"], Assert.Single(document.RootElement.GetProperty("images").EnumerateArray()).GetProperty("image").GetString());
    }

    [Fact]
    public void Several_paths_are_predicted_in_their_order_and_each_image_is_named_as_its_path_was_given()
    {
        Train("--model", "bp");
        foreach ((int index, string name) in ((string[])["a/0.png", "a/1.png", "b.png"]).Index())
        {
            OwnFiles.Write(_folder[name], ImageBytes.Png(1, 28, 28, Pattern(index)));
        }

        NpyFile.Write(_folder["c.npy"], new NpyArray(Pattern(3), 1, 28, 28));
        string[] paths = [.. new[] { "b.png", "c.npy", "a" }.Select(name => Path.GetRelativePath(Environment.CurrentDirectory, _folder[name]))];
        string[] expected = [paths[0], $"image 0 of {paths[1]}", Path.Combine(paths[2], "0.png"), Path.Combine(paths[2], "1.png")];
        (string Name, double Score)[] Rows(params string[] images) =>
        [
            .. Run(["predict", _folder["run"], .. images, "--csv"]).Output.TrimEnd().Split('\n').Skip(1).Select(row => row.Split(','))
                .Select(row => (row[0], Math.Round(double.Parse(row[^1], System.Globalization.CultureInfo.InvariantCulture), 4))),
        ];
        (string Name, double Score)[] rows = Rows(paths);
        Assert.Equal(expected, rows.Select(row => row.Name));
        Assert.Equal(paths.SelectMany(path => Rows(path)), rows);
        Assert.Equal(rows.Where((_, index) => index != 1), Rows(paths[0], paths[2]));
        Assert.Equal(4, rows.Select(row => row.Score).Distinct().Count());

        // Where a name is too long for the table, it is folded between its words.
        string table = Run(["predict", _folder["run"], .. paths]).Output;
        Assert.All(expected.SelectMany(name => name.Split(' ')), word => Assert.Contains(word, table, StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_that_was_left_out_is_never_predicted_and_has_no_score()
    {
        Train("--leave-out", "3");
        using var document = JsonDocument.Parse(Run("predict", _folder["run"], Path.Combine(_data, "mnist", "t10k-images-idx3-ubyte"), "--json").Output);
        JsonElement[] images = [.. document.RootElement.GetProperty("images").EnumerateArray()];
        Assert.Equal(TinyMnist.TestCount, images.Length);
        Assert.All(images, image => Assert.Equal(JsonValueKind.Null, image.GetProperty("scores")[3].ValueKind));
        Assert.DoesNotContain(images, image => image.GetProperty("label").ValueKind == JsonValueKind.Number && image.GetProperty("label").GetInt32() == 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public void Arrays_of_images_are_predicted_as_the_images_are(int white)
    {
        Train();
        byte[] pixels = [.. Enumerable.Range(0, 3 * 784).Select(index => (byte)(index * 31 % 256))];
        OwnFiles.Write(_folder["a/0.png"], ImageBytes.Png(1, 28, 28, pixels[..784]));
        OwnFiles.Write(_folder["a/1.png"], ImageBytes.Png(1, 28, 28, pixels[784..1568]));
        OwnFiles.Write(_folder["a/2.png"], ImageBytes.Png(1, 28, 28, pixels[1568..]));
        NpyFile.Write(_folder["a.npy"], white == 255 ? new NpyArray(pixels, 3, 28, 28) : new NpyArray([.. pixels.Select(value => value / 255f)], 3, 784));
        string[] Numbers(string path) => [.. Run("predict", _folder["run"], path, "--csv").Output.Split('\n').Select(row => row[(row.IndexOf(',', StringComparison.Ordinal) + 1)..])];
        Assert.Equal(Numbers(_folder["a"]), Numbers(_folder["a.npy"]));
    }

    private static byte[] Pattern(int number) => [.. Enumerable.Range(0, 784).Select(index => (byte)(index * (29 + number) % 251))];

    private static IEnumerable<float> Scores(JsonElement owner) => owner.GetProperty("scores").EnumerateArray().Select(score => score.GetSingle());

    private void Train(params string[] options) => Run(
        ["train", .. options.Contains("--layers") ? (string[])[] : ["--layers", "20,16"], "--epochs", "2", "--batch-size", "100", "--threads", "1", "--data-dir", _data, "--quiet", "--run", _folder["run"], .. options]);

    private static EngramRun Run(params string[] arguments)
    {
        EngramRun run = EngramRun.Of(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
