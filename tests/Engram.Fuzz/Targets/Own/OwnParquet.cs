using Engram.Experiments.Runs;
using Engram.Tests.Data.Own;
using Parquet;
using Parquet.Schema;

namespace Engram.Fuzz.Targets.Own;

/// <summary>Parquet as the Hugging Face hub has it.</summary>
internal sealed class OwnParquet() : FuzzTarget("Parquet of own images")
{
    public override string FileName => "own.parquet";

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [Make().GetAwaiter().GetResult()];

    public override void Read(string path) => RunData.LoadOwn(path, new OwnDataOptions());

    private static async Task<byte[]> Make()
    {
        var content = new DataField<byte[]>("bytes");
        var label = new DataField<long>("label");
        using MemoryStream stream = new();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(new StructField("image", content), label), stream))
        {
            writer.CustomMetadata = new Dictionary<string, string> { ["huggingface"] = "{\"info\": {\"features\": {\"label\": {\"names\": [\"cat\", \"dog\"]}}}}" };
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync(content, [.. Enumerable.Range(0, 4).Select(image => ImageBytes.Grey(2, image))]);
            await group.WriteAsync<long>(label, new long[] { 0, 1, 0, 1 });
        }

        return stream.ToArray();
    }
}
