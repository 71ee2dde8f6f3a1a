using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Engram.Models;

namespace Engram.Training;

/// <summary>The part of a training state that is not tensors, as it stands in a checkpoint.</summary>
internal sealed record TrainingStateRecord(
    TrainingSpec Spec,
    TrainingPosition Position,
    string DataFingerprint,
    IReadOnlyList<EpochTotalsRecord> Totals,
    IReadOnlyList<EpochMetrics> History,
    int? TrainSampleCount = null)
{
    public static TrainingStateRecord From(TrainingState state) => new(
        state.Spec,
        state.Position,
        state.DataFingerprint,
        [.. state.Totals.Select(EpochTotalsRecord.From)],
        state.History,
        state.TrainSampleCount);

    /// <summary>Reads the record. Keys of the spec that a checkpoint does not have are younger than it: their defaults are what it was trained with.</summary>
    /// <exception cref="JsonException">The text is no record.</exception>
    public static TrainingStateRecord Parse(string text)
    {
        JsonNode? record = JsonNode.Parse(text);
        if (record is JsonObject parts && parts[nameof(Spec)] is JsonObject spec)
        {
            parts[nameof(Spec)] = TrainingSpecJson.WithDefaults(spec);
        }

        return record.Deserialize(TrainingStateJson.Default.TrainingStateRecord) ?? throw new JsonException("the state is null");
    }

    /// <exception cref="JsonException">Parts contradict each other.</exception>
    public void RequireConsistent(NetworkBody network)
    {
        bool consistent = Position is { LayerIndex: >= 0, EpochIndex: >= 0, StepIndex: >= 0 }
            && Position.LayerIndex <= network.Model.Definition.PhaseCount(Spec)
            && Position.EpochIndex < (Position.LayerIndex == network.Model.Definition.PhaseCount(Spec) ? 1 : Spec.Epochs[Position.LayerIndex])
            && TrainingSpecJson.Format(network.Spec) == TrainingSpecJson.Format(Spec)
            && Totals is not null
            && Totals.Count == network.LayerShapes.Count
            && Totals.All(total => total?.ActiveUnits is not null)
            && History is not null
            && DataFingerprint is not null
            && TrainSampleCount is null or > 0;
        if (!consistent)
        {
            throw new JsonException("its parts contradict each other");
        }
    }

    /// <summary>The state. Records of before do not count the images: all were learned from, and each has a wrong label.</summary>
    public TrainingState ToState(NetworkBody network, int[] wrongLabels)
    {
        TrainingState state = new(Spec, network, DataFingerprint, TrainSampleCount ?? wrongLabels.Length, wrongLabels) { Position = Position };
        for (int layer = 0; layer < Totals.Count; layer++)
        {
            state.Totals[layer] = Totals[layer].ToTotals(network.LayerShapes[layer].ViewUnits);
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
