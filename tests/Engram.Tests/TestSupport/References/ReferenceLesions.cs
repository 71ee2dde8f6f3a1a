using Engram.Families.Dense;

namespace Engram.Tests.TestSupport.References;

/// <summary>
/// A fully connected network in double precision of which units of one layer give a number of our choice: one image and label at a time, in plain loops. Nothing is done to its
/// parameters; what a unit gives is written over.
/// </summary>
internal sealed class ReferenceLesions(DenseNetwork network, ImageDataset images)
{
    private readonly ReferenceNetwork _reference = new(network);

    /// <summary>Mean activation of every unit for the images of each class that are classified rightly, [class][unit], and of all of these.</summary>
    public (double[][] OfClasses, double[] OfAll) Means(int layer)
    {
        int[] predictions = Predict(layer, [], null);
        int units = _reference.Biases[layer].Length;
        double[][] sums = [.. Enumerable.Range(0, images.ClassCount).Select(_ => new double[units])];
        int[] counts = new int[images.ClassCount];
        for (int sample = 0; sample < images.Count; sample++)
        {
            int label = images.Labels[sample];
            if (predictions[sample] == label)
            {
                counts[label]++;
                double[] activations = Run(sample, label, layer, [], null)[layer];
                for (int unit = 0; unit < units; unit++)
                {
                    sums[label][unit] += activations[unit];
                }
            }
        }

        return (
            [.. sums.Select((ofUnits, label) => ofUnits.Select(sum => counts[label] > 0 ? sum / counts[label] : 0).ToArray())],
            [.. Enumerable.Range(0, units).Select(unit => sums.Sum(ofUnits => ofUnits[unit]) / counts.Sum())]);
    }

    /// <summary>Units whose mean is more than twice the mean of the others'.</summary>
    public static int[] Ensemble(double[] means)
    {
        List<int> units = [];
        for (int unit = 0; unit < means.Length; unit++)
        {
            double others = 0;
            for (int other = 0; other < means.Length; other++)
            {
                others += other == unit ? 0 : means[other];
            }

            if (means[unit] > 2 * others / (means.Length - 1))
            {
                units.Add(unit);
            }
        }

        return [.. units];
    }

    /// <summary>What every image is taken for while units give a number, or nothing; -1 where all scores are equal.</summary>
    public int[] Predict(int layer, int[] units, double[]? given)
    {
        int[] predictions = new int[images.Count];
        for (int sample = 0; sample < images.Count; sample++)
        {
            double[] scores = network.Head is null ? Goodness(sample, layer, units, given) : _reference.Logits(Run(sample, 0, layer, units, given)[^1]);
            predictions[sample] = scores.Max() == scores.Min() ? -1 : Array.IndexOf(scores, scores.Max());
        }

        return predictions;
    }

    // The softmax of each layer over the labels, summed over layers.
    private double[] Goodness(int sample, int layer, int[] units, double[]? given)
    {
        double[] scores = new double[images.ClassCount];
        double[][] goodness = [.. Enumerable.Range(0, images.ClassCount).Select(label => Run(sample, label, layer, units, given).Select(_reference.GoodnessOf).ToArray())];
        for (int one = 0; one < _reference.LayerCount; one++)
        {
            double sum = goodness.Sum(ofLabel => Math.Exp(ofLabel[one]));
            for (int label = 0; label < scores.Length; label++)
            {
                scores[label] += Math.Exp(goodness[label][one]) / sum;
            }
        }

        return scores;
    }

    private double[][] Run(int sample, int label, int layer, int[] units, double[]? given)
    {
        bool normalizes = network.Traits.NormalizesLengths;
        double[] input = network.Traits.LabelsInInput ? _reference.Input(images, sample, label) : ReferenceNetwork.PlainInput(images, sample);
        double[][] activations = new double[_reference.LayerCount][];
        for (int one = 0; one < activations.Length; one++)
        {
            activations[one] = _reference.Activations(one, input);
            foreach (int unit in one == layer ? units : [])
            {
                activations[one][unit] = given?[unit] ?? 0;
            }

            input = normalizes ? ReferenceNetwork.Normalize(activations[one]) : activations[one];
        }

        return activations;
    }
}
