using System.Text.Json;
using Engram.Experiments.Runs;
using Engram.Tests.Data.Own;
using Parquet;
using Parquet.Schema;

namespace Engram.Tests.Experiments;

/// <summary>Parquet as the Hugging Face hub distributes sets of images.</summary>
public sealed class ParquetImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shards_of_both_parts_are_read_with_the_names_of_the_classes()
    {
        Directory.CreateDirectory(_folder["data"]);
        await Write("data/train-00000-of-00002.parquet", "image", [0, 1, 1]);
        await Write("data/train-00001-of-00002.parquet", "image", [0]);
        await Write("data/test-00000-of-00001.parquet", "image", [1, 0]);
        await Write("data/validation-00000-of-00001.parquet", "image", [1, 0]);
        DatasetSplits splits = RunData.LoadOwn(_folder.Path, new OwnDataOptions());
        Assert.Equal(["cat", "dog"], splits.Train.ClassNames);
        Assert.Equal([0, 1, 1, 0], splits.Train.Labels);
        Assert.Equal([1, 0], splits.Test.Labels);
        Assert.Equal([10, 11, 12, 10], Enumerable.Range(0, 4).Select(image => splits.Train.Pixels(image)[0]));
        Assert.Equal("parquet, validation-00000-of-00001.parquet not used", splits.Origin!.Remark);
    }

    [Fact]
    public async Task Parts_may_be_folders()
    {
        Directory.CreateDirectory(_folder["train"]);
        Directory.CreateDirectory(_folder["test"]);
        await Write("train/0000.parquet", "image", [0, 1]);
        await Write("train/0001.parquet", "image", [0, 1]);
        await Write("test/0000.parquet", "image", [1]);
        DatasetSplits splits = RunData.LoadOwn(_folder.Path, new OwnDataOptions());
        Assert.Equal((4, 1), (splits.Train.Count, splits.Test.Count));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("test")]
    public async Task A_folder_that_is_called_like_a_part_does_not_say_which_its_files_are(string folder)
    {
        Directory.CreateDirectory(_folder[folder]);
        await Write($"{folder}/train-0.parquet", "image", [0, 1, 1]);
        await Write($"{folder}/test-0.parquet", "image", [1]);
        DatasetSplits splits = RunData.LoadOwn(_folder[folder], new OwnDataOptions());
        Assert.Equal((3, 1), (splits.Train.Count, splits.Test.Count));
    }

    [Fact]
    public async Task An_image_is_named_by_its_place_in_its_file()
    {
        await Write("train-0.parquet", "image", [0, 1]);
        await Write("train-1.parquet", "image", [0, 1], side: 3);
        Assert.StartsWith(
            $"image 0 of {_folder["train-1.parquet"]} is 3x3 pixels, but image 0 of {_folder["train-0.parquet"]} is 2x2;",
            Assert.Throws<EngramException>(() => RunData.LoadOwn(_folder.Path, new OwnDataOptions())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_files_named_for_the_test_their_test_part_is_taken()
    {
        await Write("train-0.parquet", "image", [0, 1, 1, 0]);
        await Write("test-0.parquet", "image", [1, 0]);
        Assert.Equal([1, 0], RunData.LoadOwn(_folder.Path, new OwnDataOptions { TestPath = _folder.Path }).Test.Labels);
    }

    [Fact]
    public async Task Labels_of_parts_that_name_them_in_another_order_are_the_same_classes()
    {
        await Write("train-0.parquet", "image", [0, 1, 1, 0]);
        await Write("test-0.parquet", "image", [0, 0, 1], names: ["dog", "cat"]);
        Assert.Equal([1, 1, 0], RunData.LoadOwn(_folder.Path, new OwnDataOptions()).Test.Labels);
        Assert.Equal([1, 1, 0], RunData.LoadOwn(_folder["train-0.parquet"], new OwnDataOptions { TestPath = _folder["test-0.parquet"] }).Test.Labels);
    }

    [Fact]
    public async Task Files_of_one_part_name_their_labels_alike()
    {
        await Write("train-0.parquet", "image", [0, 1]);
        await Write("train-1.parquet", "image", [0, 1], names: ["dog", "cat"]);
        Assert.Equal(
            $"{_folder["train-1.parquet"]} has the class names dog, cat, but a file before it has cat, dog; write all files of a part with the same names, in the same order.",
            Assert.Throws<EngramException>(() => RunData.LoadOwn(_folder.Path, new OwnDataOptions())).Message);
    }

    [Fact]
    public async Task Columns_that_are_no_images_are_refused_with_their_names()
    {
        await Write("a.parquet", "picture", [0, 1], bytes: "content");
        Assert.Equal(
            $"{_folder["a.parquet"]} has 0 columns of images, with a part called bytes, but one is needed; its columns are picture/content, picture/path, label.",
            Assert.Throws<EngramException>(() => RunData.LoadOwn(_folder["a.parquet"], new OwnDataOptions())).Message);
    }

    private async Task Write(string name, string column, long[] labels, string bytes = "bytes", string[]? names = null, int side = 2)
    {
        var content = new DataField<byte[]>(bytes);
        var path = new DataField<string>("path");
        var label = new DataField<long?>("label");
        var schema = new ParquetSchema(new StructField(column, content, path), label);
        await using FileStream file = File.Create(_folder[name]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        writer.CustomMetadata = new Dictionary<string, string>
        {
            ["huggingface"] = $"{{\"info\": {{\"features\": {{\"{column}\": {{\"_type\": \"Image\"}}, \"label\": {{\"names\": {JsonSerializer.Serialize(names ?? ["cat", "dog"])}, \"_type\": \"ClassLabel\"}}}}}}}}",
        };
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteAsync(content, [.. labels.Select((_, row) => ImageBytes.Grey(side, 10 + row))]);
        await group.WriteAsync(path, [.. labels.Select((_, row) => $"{row}.png")]);
        await group.WriteAsync<long>(label, labels.Select(value => (long?)value).ToArray());
    }
}
