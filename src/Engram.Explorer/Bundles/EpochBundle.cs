using System.Runtime.InteropServices;
using Engram.Analysis.Epochs;
using Engram.Experiments.Analyses;
using Engram.Storage;

namespace Engram.Explorer.Bundles;

/// <summary>
/// Layers at moments of the training, as a page holds them: means as halves, which keep three digits; the class that each
/// unit prefers, by the means as they are; ensembles; and the share of images that activate each unit.
/// </summary>
internal static class EpochBundle
{
    // A value has two bytes before they are packed. Twenty epochs of three layers of 784 units and ten classes are less.
    private const long MostValues = 1_000_000;

    // What the largest mean becomes: far up in the range of halves, so that means a billion times smaller keep their digits too.
    private const float MostHalf = 32768;

    /// <summary>The moments that a page shows, layer by layer, the finished network last; none where none were measured.</summary>
    /// <returns>The moments, and which of those that were kept they are: every one, every second, and so on from the last of each layer on, and the first.</returns>
    public static (IReadOnlyList<LayerMoment> Moments, int Step) Choose(EpochsRecord? epochs)
    {
        if (epochs is null)
        {
            return ([], 1);
        }

        // The first and the last of each layer are the fewest.
        int most = epochs.Moments.Where(moment => moment.Epoch is not null).GroupBy(moment => moment.LayerIndex).Max(layer => layer.Count()) - 1;
        int step = 1;
        LayerMoment[] chosen = Every(epochs, step);
        while (chosen.Sum(ValueCount) > MostValues && step < most)
        {
            step++;
            chosen = Every(epochs, step);
        }

        return (chosen, step);
    }

    /// <summary>The numbers of the moments.</summary>
    public static IEnumerable<SafetensorsTensor> Tensors(IReadOnlyList<LayerMoment> moments)
    {
        foreach ((int index, LayerMoment moment) in moments.Index().Where(indexed => indexed.Item.Epoch is not null))
        {
            string name = $"epochs.{index}";
            yield return Halves($"{name}.active", moment.All.ActiveShares, moment.All.ActiveShares.Length);
            foreach (SafetensorsTensor tensor in Subset($"{name}.correct", moment.Correct).Concat(Subset($"{name}.all", moment.All)))
            {
                yield return tensor;
            }
        }
    }

    private static SafetensorsTensor[] Subset(string name, MomentRepresentation images)
    {
        int classes = images.ClassCounts.Count;
        int units = images.ClassMeans.Length / classes;
        float largest = images.ClassMeans.Max();
        float scale = largest > 0 ? largest / MostHalf : 1;
        int[] preferred = [.. Enumerable.Range(0, units).Select(unit => Preferred(images.ClassMeans, classes, units, unit))];
        return
        [
            Halves($"{name}.means", [.. images.ClassMeans.Select(mean => mean / scale)], classes, units),
            SafetensorsTensor.FromFloats($"{name}.scale", [scale], 1),
            SafetensorsTensor.FromInts($"{name}.preferred", preferred, units),
            .. RunBundle.Lists($"{name}.ensembles", [.. images.Ensembles.Select(ensemble => ensemble.ToArray())]),
        ];
    }

    // As the page finds it for the finished network: the first of the largest, -1 for a unit that nothing activates.
    private static int Preferred(float[] means, int classes, int units, int unit)
    {
        int label = Enumerable.Range(0, classes).MaxBy(one => means[(one * units) + unit]);
        return means[(label * units) + unit] > 0 ? label : -1;
    }

    private static SafetensorsTensor Halves(string name, float[] values, params long[] shape)
    {
        Half[] halves = [.. values.Select(value => (Half)value)];
        return new SafetensorsTensor(name, "F16", shape, MemoryMarshal.AsBytes<Half>(halves).ToArray());
    }

    private static LayerMoment[] Every(EpochsRecord epochs, int step) =>
    [
        .. from layer in epochs.Moments.GroupBy(moment => moment.LayerIndex)
           let moments = layer.ToArray()
           from moment in moments.Index()
           where moment.Item.Epoch is null || moment.Index == 0 || (moments.Length - 2 - moment.Index) % step == 0
           select moment.Item,
    ];

    private static long ValueCount(LayerMoment moment) => moment.Epoch is null ? 0 : 2L * moment.All.ClassMeans.Length;
}
