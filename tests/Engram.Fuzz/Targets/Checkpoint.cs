using Engram.Storage;
using Engram.Training;

namespace Engram.Fuzz.Targets;

/// <summary>Checkpoints, whose checksum fits the damaged content most times.</summary>
internal sealed class Checkpoint() : SafetensorsTarget("checkpoint")
{
    private const string ChecksumKey = "engram.checksum";

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
        [.. run.Runs.SelectMany(folder => Directory.GetFiles(folder.CheckpointPath, "*.safetensors").Order(StringComparer.Ordinal)).Select(File.ReadAllBytes)];

    public override void Read(string path) => TrainingStateFile.Read(path);

    public override byte[] Make(Mutator mutator, IReadOnlyList<byte[]> samples)
    {
        byte[] file = base.Make(mutator, samples);
        return mutator.Chance(4) ? file : Repair(file);
    }

    private static byte[] Repair(byte[] damaged)
    {
        try
        {
            SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(damaged), "damaged");
            Dictionary<string, string> metadata = new(file.Metadata) { [ChecksumKey] = TrainingStateFile.Checksum(file.Metadata, file.Tensors) };
            using MemoryStream repaired = new();
            SafetensorsFile.Write(repaired, file.Tensors, metadata);
            return repaired.ToArray();
        }
        catch (EngramException)
        {
            return damaged;
        }
    }
}
