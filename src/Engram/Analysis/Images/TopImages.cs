using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis.Images;

/// <summary>The images with the largest activations of each unit of a layer, largest first; of equals the first image.</summary>
/// <param name="Samples">Their indices, [units, <see cref="PerUnit"/>]; <see cref="None"/> where fewer images activate the unit.</param>
/// <param name="Activations">The activations, in the same order.</param>
internal sealed record TopImages(int[] Samples, float[] Activations)
{
    /// <summary>Images that are kept of each unit.</summary>
    public const int PerUnit = 9;

    /// <summary>Stands for no image.</summary>
    public const int None = -1;

    /// <summary>Finds them among all images, whatever their class and prediction.</summary>
    public static TopImages Find(HiddenRepresentations representations, int layer, WorkerPool workers) =>
        Find(representations, layer, [.. Enumerable.Range(0, representations.UnitCounts[layer])], workers);

    /// <summary>The same of some units, in their order.</summary>
    public static TopImages Find(HiddenRepresentations representations, int layer, int[] units, WorkerPool workers)
    {
        int width = representations.UnitCounts[layer];
        TopImages top = new(new int[units.Length * PerUnit], new float[units.Length * PerUnit]);
        Array.Fill(top.Samples, None);
        workers.Run(units.Length, place =>
        {
            for (int sample = 0; sample < representations.SampleCount; sample++)
            {
                top.Offer(place, sample, representations.Layer(layer)[(sample * width) + units[place]]);
            }
        });
        return top;
    }

    private void Offer(int unit, int sample, float activation)
    {
        Span<int> samples = Samples.AsSpan(unit * PerUnit, PerUnit);
        Span<float> activations = Activations.AsSpan(unit * PerUnit, PerUnit);
        if (!(activation > activations[^1]))
        {
            return;
        }

        int place = PerUnit - 1;
        for (; place > 0 && activation > activations[place - 1]; place--)
        {
            (samples[place], activations[place]) = (samples[place - 1], activations[place - 1]);
        }

        (samples[place], activations[place]) = (sample, activation);
    }
}
