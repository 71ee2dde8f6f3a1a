using System.Text.Json.Nodes;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Families;
using Engram.Models;
using Engram.Tests.Cli;
using Engram.Tests.TestSupport;
using NJsonSchema;
using YamlDotNet.Serialization;

namespace Engram.Tests.Experiments.Specs;

/// <summary>The schemas of docs/schema accept what the readers accept, and not what they refuse.</summary>
public class SpecSchemaTests
{
    public static TheoryData<string, bool> Runs => new()
    {
        { "epochs: 3", true },
        { "{data: svhn, layers: [784, 784], threshold: 2.5, learningRate: 1.0E-05, skipFirstLayer: true, trainSamples: 100}", true },
        { "{threshold: default, trainSamples: all, leaveOut: none, seed: 9223372036854775807}", true },
        { "epoch: 3", false },
        { "epochs: many", false },
        { "epochs: 2.5", false },
        { "epochs: [3]", true },
        { "epochs: []", false },
        { "learningRate: [0.01, 0.005, 0.001]", true },
        { "threshold: [3, 2, 1]", true },
        { "batchSize: [3]", false },
        { "goodness: l3-norm", false },
        { "threshold: auto", false },
        { "layers: 784", false },
        { "layers: []", false },
        { "layers: [a]", false },
        { "skipFirstLayer: maybe", false },
        { "seed: -1", false },
    };

    public static TheoryData<string, bool> Sweeps => new()
    {
        { "repetitions: 2", true },
        { "{grid: {layers: [[8, 8], [8]], preset: [quick-mnist-ff]}, workers: 2}", true },
        { "{grid: {layers: [8, 8]}}", false },
        { "{grid: {epochs: 3}}", false },
        { "{grid: {epoch: [3]}}", false },
        { "{grid: {preset: [best]}}", false },
        { "{base: {batchSize: [3]}}", false },
        { "{grid: {epochs: [3, [3, 2, 1]]}}", true },
        { "{list: {epochs: 3}}", false },
        { "{random: {draws: 3}}", false },
        { "{random: {draws: 3, keys: {epochs: {low: 1}}}}", false },
        { "{random: {draws: 3, keys: {goodness: {low: 1, high: 2}}}}", false },
        { "{random: {draws: 3, keys: {dropout: {low: 0.1, high: 0.2, scale: cubic}}}}", false },
        { "{repetitions: 0}", false },
        { "{workers: 0}", false },
        { "{name: 2026, repetitions: 2, slurm: {time: 90, memory: 500, partition: 7}}", true },
        { "{slurm: {partion: a}}", false },
        { "{slurm: {time: soon}}", false },
        { "{name: a/b}", false },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public Task A_run_is_valid_where_it_can_be_read(string yaml, bool isValid)
    {
        Assert.Equal(isValid, IsRead(() => SpecFile.Parse(yaml, "s.yaml")));
        return Validates(SpecSchemas.Run, yaml, isValid);
    }

    [Theory]
    [MemberData(nameof(Sweeps))]
    public Task A_sweep_is_valid_where_it_can_be_read(string yaml, bool isValid)
    {
        Assert.Equal(isValid, IsRead(() => SweepFile.Parse(yaml, "s.yaml")));
        return Validates(SpecSchemas.Sweep, yaml, isValid);
    }

    [Fact]
    public async Task The_examples_are_valid_and_name_their_schema()
    {
        string folder = Path.Combine(Approved.RepositoryRoot, "examples");
        string[] sweeps = Directory.GetFiles(folder, "sweep-*.yaml");
        Assert.True(sweeps.Length >= 4);
        foreach (string path in sweeps)
        {
            string yaml = File.ReadAllText(path);
            await Validates(SpecSchemas.Sweep, yaml, isValid: true);
            string hint = yaml.Split('\n')[0].Replace("# yaml-language-server: $schema=", "", StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(folder, hint)), hint);
        }
    }

    [Fact]
    public Task Every_preset_is_valid() =>
        Task.WhenAll(Presets.All.Select(preset => Validates(SpecSchemas.Run, SpecFile.Format(preset.Spec), isValid: true)));

    // The validator of these tests skips conditions, so they are looked at here.
    [Fact]
    public void Each_model_excludes_exactly_the_keys_it_does_not_use()
    {
        JsonArray conditions = JsonNode.Parse(SpecSchemas.Run)!["allOf"]!.AsArray();
        Assert.Equal(ModelTable.All.Count, conditions.Count);
        foreach ((int index, Model model) in ModelTable.All.Index())
        {
            Assert.Equal(model.Name, (string?)conditions[index]!["if"]!["properties"]!["model"]!["enum"]![0]);
            Assert.Equal(index > 0, conditions[index]!["if"]!["required"] is not null);
            JsonObject excluded = conditions[index]!["then"]!["properties"]!.AsObject();
            Assert.Equal(SpecKeys.All.Where(key => !key.IsUsedBy(model)).Select(key => key.Name), excluded.Select(pair => pair.Key));
            Assert.All(excluded, pair => Assert.False((bool)pair.Value!));
        }
    }

    [Theory]
    [InlineData("run")]
    [InlineData("sweep")]
    public void The_files_are_those_of_the_code(string kind) =>
        Approved.VerifyFile(EngramRun.Of("spec", "schema", kind).Output, Path.Combine("docs", "schema", $"{kind}.schema.json"));

    private static bool IsRead(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (EngramException)
        {
            return false;
        }
    }

    private static async Task Validates(string schema, string yaml, bool isValid)
    {
        JsonSchema validator = await JsonSchema.FromJsonAsync(schema, TestContext.Current.CancellationToken);
        Assert.Equal(isValid, validator.Validate(ToJson(yaml)).Count == 0);
    }

    /// <summary>The same document as JSON, with the types that editors see.</summary>
    private static string ToJson(string yaml)
    {
        object? document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(yaml));
        return new SerializerBuilder().JsonCompatible().Build().Serialize(document!);
    }
}
