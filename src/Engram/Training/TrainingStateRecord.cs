using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Engram.Families;
using Engram.Networks;

namespace Engram.Training;

/// <summary>The part of a training state that is not tensors, as it stands in a checkpoint.</summary>
internal sealed record TrainingStateRecord(
    TrainingSpec Spec,
    TrainingPosition Position,
    string DataFingerprint,
    IReadOnlyList<EpochTotalsRecord> Totals,
    IReadOnlyList<EpochMetrics> History)
{
    public static TrainingStateRecord From(TrainingState state) => new(
        state.Spec,
        state.Position,
        state.DataFingerprint,
        [.. state.Totals.Select(EpochTotalsRecord.From)],
        state.History);

    /// <summary>
    /// Reads the record. Keys of the spec that a checkpoint does not have are younger than it, and their defaults are what it was trained with; a
    /// generated reader would leave them zero, whatever their initializers.
    /// </summary>
    /// <exception cref="JsonException">The text is no record.</exception>
    public static TrainingStateRecord Parse(string text)
    {
        JsonNode? record = JsonNode.Parse(text);
        if (record is JsonObject { } parts && parts[nameof(Spec)] is JsonObject spec
            && JsonSerializer.SerializeToNode(new TrainingSpec(), TrainingStateJson.Default.TrainingSpec) is JsonObject defaults)
        {
            foreach ((string key, JsonNode? value) in defaults.Where(pair => !spec.ContainsKey(pair.Key)))
            {
                spec[key] = value?.DeepClone();
            }
        }

        return record.Deserialize(TrainingStateJson.Default.TrainingStateRecord) ?? throw new JsonException("the state is null");
    }

    /// <exception cref="JsonException">Parts contradict each other.</exception>
    public void RequireConsistent(Network network)
    {
        bool consistent = Position is { LayerIndex: >= 0, EpochIndex: >= 0, StepIndex: >= 0 }
            && Position.LayerIndex <= Spec.Layers.Count
            && Position.EpochIndex < Spec.Epochs
            && network.Layers.Select(layer => layer.OutputSize).SequenceEqual(Spec.Layers)
            && network.Goodness.Name == Spec.Goodness
            && network.Activation.Name == Spec.Activation
            && network.HasBiases == Spec.Biases
            && network.Traits == ModelTable.Find(Spec.Model).Traits
            && Totals is not null
            && Totals.Count == Spec.Layers.Count
            && Totals.All(total => total?.ActiveUnits is not null)
            && History is not null
            && DataFingerprint is not null;
        if (!consistent)
        {
            throw new JsonException("its parts contradict each other");
        }
    }

    public TrainingState ToState(Network network, byte[] wrongLabels)
    {
        TrainingState state = new(Spec, network, DataFingerprint, wrongLabels) { Position = Position };
        for (int layer = 0; layer < Totals.Count; layer++)
        {
            state.Totals[layer] = Totals[layer].ToTotals(network.Layers[layer].OutputSize);
        }

        foreach (EpochMetrics metrics in History)
        {
            state.Record(metrics);
        }

        return state;
    }
}

/// <summary><see cref="EpochTotals"/> as they stand in a checkpoint.</summary>
internal sealed record EpochTotalsRecord(
    int PositiveCount,
    double LossSum,
    double PositiveGoodnessSum,
    double NegativeGoodnessSum,
    long PositiveActiveSum,
    int SilentSamples,
    double Seconds,
    ulong[] ActiveUnits)
{
    public static EpochTotalsRecord From(EpochTotals totals) => new(
        totals.PositiveCount,
        totals.LossSum,
        totals.PositiveGoodnessSum,
        totals.NegativeGoodnessSum,
        totals.PositiveActiveSum,
        totals.SilentSamples,
        totals.Seconds,
        totals.ActiveUnits);

    public EpochTotals ToTotals(int unitCount)
    {
        EpochTotals totals = new(unitCount)
        {
            PositiveCount = PositiveCount,
            LossSum = LossSum,
            PositiveGoodnessSum = PositiveGoodnessSum,
            NegativeGoodnessSum = NegativeGoodnessSum,
            PositiveActiveSum = PositiveActiveSum,
            SilentSamples = SilentSamples,
            Seconds = Seconds,
        };
        ActiveUnits.AsSpan(0, Math.Min(ActiveUnits.Length, totals.ActiveUnits.Length)).CopyTo(totals.ActiveUnits);
        return totals;
    }
}

/// <summary>
/// Serializers made at build time: no reflection when a checkpoint is written. The goodness of a classifier, which it is not
/// trained by, may be infinite while its loss is not.
/// </summary>
[JsonSourceGenerationOptions(
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TrainingStateRecord))]
internal sealed partial class TrainingStateJson : JsonSerializerContext;
