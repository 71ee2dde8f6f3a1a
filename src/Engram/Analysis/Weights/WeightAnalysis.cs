using System.Numerics.Tensors;
using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Layers;
using Engram.Models.Maps;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Analysis.Weights;

/// <summary>Excitation and inhibition within a layer, and from the ensembles of one layer to those of the next.</summary>
internal static class WeightAnalysis
{
    private const int UnitsPerPart = 64;

    /// <summary>Measures one layer.</summary>
    /// <param name="layer">The layer's parameters.</param>
    /// <param name="ensembles">Its ensembles, [class][...].</param>
    /// <param name="inputs">Its mean inputs.</param>
    /// <param name="samples">The samples that were shown.</param>
    /// <param name="workers">Threads.</param>
    public static LayerWeights Measure(DenseLayer layer, int[][] ensembles, MeanInputs inputs, ClassSamples samples, WorkerPool workers)
    {
        (UnitDrive ensemble, UnitDrive other) = MeasureDrive(layer, ensembles, inputs, samples, workers);
        return Describe(Flatten(layer.Weights), layer.Biases) with { EnsembleDrive = ensemble, OtherDrive = other };
    }

    /// <summary>Measures the filters of a layer; what drives them is not measured.</summary>
    public static LayerWeights Measure(MapFilters filters) => Describe(filters.Values, filters.Biases);

    /// <summary>What filters add up to from channel to channel: the mean of the weights between these, as a layer.</summary>
    public static DenseLayer BetweenChannels(MapFilters filters)
    {
        DenseLayer between = new(filters.Channels, filters.Count, hasBiases: false);
        int size = filters.Size * filters.Size;
        for (int pair = 0; pair < filters.Channels * filters.Count; pair++)
        {
            between.Weights[pair % filters.Channels, pair / filters.Channels] = TensorPrimitives.Sum<float>(filters.Values.AsSpan(pair * size, size)) / size;
        }

        return between;
    }

    private static LayerWeights Describe(float[] weights, ReadOnlySpan<float> allBiases)
    {
        float[] negative = [.. weights.Where(weight => weight < 0)];
        float[] positive = [.. weights.Where(weight => weight > 0)];
        Histogram biases = CreateHistogram(allBiases);
        return new LayerWeights
        {
            Weights = CreateHistogram(weights),
            Biases = biases,
            NegativeShare = negative.Length / (double)weights.Length,
            NegativeMean = Mean(negative),
            PositiveMean = Mean(positive),
            BiasMean = biases.Mean,
            EnsembleDrive = new UnitDrive(null, null),
            OtherDrive = new UnitDrive(null, null),
        };
    }

    /// <summary>Mean weights from ensembles to ensembles.</summary>
    /// <param name="fromLayer">Index of the lower layer.</param>
    /// <param name="upper">Parameters of the upper layer.</param>
    /// <param name="from">Ensembles of the lower layer.</param>
    /// <param name="to">Ensembles of the upper layer.</param>
    public static EnsembleConnections Connect(int fromLayer, DenseLayer upper, int[][] from, int[][] to)
    {
        double?[][] means = [.. from.Select(source => MeanWeights(upper, source, to))];
        double?[] within = [.. means.Select((row, classIndex) => row[classIndex])];
        double?[] between = [.. means.SelectMany((row, classIndex) => row.Where((_, other) => other != classIndex))];
        return new EnsembleConnections(fromLayer, ClassPairs.Kept(means), within.Average(), between.Average());
    }

    private static double?[] MeanWeights(DenseLayer upper, int[] source, int[][] to)
    {
        double[] sums = new double[upper.OutputSize];
        foreach (int input in source)
        {
            float[] row = upper.Weights.Row(input);
            for (int unit = 0; unit < sums.Length; unit++)
            {
                sums[unit] += row[unit];
            }
        }

        return [.. to.Select(target => source.Length > 0 && target.Length > 0
            ? target.Sum(unit => sums[unit]) / ((double)source.Length * target.Length)
            : (double?)null)];
    }

    // Both parts are linear in the mean of x⁺ and x⁻: excitation is x⁺W⁺ + x⁻W⁻, inhibition x⁺W⁻ + x⁻W⁺.
    private static (UnitDrive Ensemble, UnitDrive Other) MeasureDrive(
        DenseLayer layer, int[][] ensembles, MeanInputs inputs, ClassSamples samples, WorkerPool workers)
    {
        int classes = samples.ClassCount;
        double[][] excitation = [.. Enumerable.Range(0, classes).Select(_ => new double[layer.OutputSize])];
        double[][] inhibition = [.. Enumerable.Range(0, classes).Select(_ => new double[layer.OutputSize])];
        workers.Run((layer.OutputSize + UnitsPerPart - 1) / UnitsPerPart, part =>
        {
            int first = part * UnitsPerPart;
            int count = Math.Min(UnitsPerPart, layer.OutputSize - first);
            for (int classIndex = 0; classIndex < classes; classIndex++)
            {
                AddDrive(
                    layer, first, inputs.Positive[classIndex], inputs.Negative[classIndex],
                    excitation[classIndex].AsSpan(first, count), inhibition[classIndex].AsSpan(first, count));
            }
        });
        return (MeanDrive(excitation, inhibition, ensembles, samples, inEnsemble: true),
            MeanDrive(excitation, inhibition, ensembles, samples, inEnsemble: false));
    }

    private static void AddDrive(
        DenseLayer layer, int firstUnit, double[] positive, double[] negative, Span<double> excitation, Span<double> inhibition)
    {
        for (int input = 0; input < positive.Length; input++)
        {
            if (positive[input] == 0 && negative[input] == 0)
            {
                continue;
            }

            for (int unit = 0; unit < excitation.Length; unit++)
            {
                float weight = layer.Weights[input, firstUnit + unit];
                double above = Math.Max(weight, 0);
                double below = Math.Min(weight, 0);
                excitation[unit] += (positive[input] * above) + (negative[input] * below);
                inhibition[unit] += (positive[input] * below) + (negative[input] * above);
            }
        }
    }

    // A class counts by its samples × units.
    private static UnitDrive MeanDrive(double[][] excitation, double[][] inhibition, int[][] ensembles, ClassSamples samples, bool inEnsemble)
    {
        double excitationSum = 0;
        double inhibitionSum = 0;
        double count = 0;
        for (int classIndex = 0; classIndex < ensembles.Length; classIndex++)
        {
            HashSet<int> ensemble = [.. ensembles[classIndex]];
            double sampleCount = samples.Of(classIndex).Length;
            for (int unit = 0; unit < excitation[classIndex].Length; unit++)
            {
                if (ensemble.Contains(unit) == inEnsemble)
                {
                    excitationSum += sampleCount * excitation[classIndex][unit];
                    inhibitionSum += sampleCount * inhibition[classIndex][unit];
                    count += sampleCount;
                }
            }
        }

        return count > 0 ? new UnitDrive(excitationSum / count, inhibitionSum / count) : new UnitDrive(null, null);
    }

    private static Histogram CreateHistogram(ReadOnlySpan<float> values)
    {
        (double least, double largest) = Histograms.Range(values);
        return Histograms.Create(values, least, largest);
    }

    private static double? Mean(float[] values) => values.Length > 0 ? values.Average(value => (double)value) : null;

    private static float[] Flatten(PanelMatrix matrix)
    {
        float[] values = new float[(long)matrix.Rows * matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            matrix.CopyRow(row, values.AsSpan(row * matrix.Columns, matrix.Columns));
        }

        return values;
    }
}
