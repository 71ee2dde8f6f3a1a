using Engram.Layers;
using Engram.Threading;

namespace Engram.Analysis.Representations;

/// <summary>All measures of sparseness of every sample in one layer, so that means over any samples are cheap.</summary>
internal sealed class LayerSparseness
{
    private readonly double[] _hoyer;
    private readonly double[] _gini;
    private readonly double[] _trevesRolls;
    private readonly int[] _activeCount;
    private readonly int _unitCount;

    public LayerSparseness(HiddenRepresentations representations, int layer, WorkerPool workers)
    {
        int sampleCount = representations.SampleCount;
        _hoyer = new double[sampleCount];
        _gini = new double[sampleCount];
        _trevesRolls = new double[sampleCount];
        _activeCount = new int[sampleCount];
        _unitCount = representations.UnitCounts[layer];
        HiddenLayer.ForEachRow(workers, sampleCount, sample =>
        {
            ReadOnlySpan<float> activations = representations.Sample(layer, sample);
            _hoyer[sample] = Sparseness.Hoyer(activations);
            _gini[sample] = Sparseness.Gini(activations);
            _trevesRolls[sample] = Sparseness.TrevesRolls(activations);
            _activeCount[sample] = activations.Length - activations.Count(0f);
        });
    }

    /// <summary>Means over some samples.</summary>
    public SparsenessMeasures Mean(ReadOnlySpan<int> samples)
    {
        long active = 0;
        int silent = 0;
        foreach (int sample in samples)
        {
            active += _activeCount[sample];
            silent += _activeCount[sample] == 0 ? 1 : 0;
        }

        return new SparsenessMeasures(
            MeanOf(_hoyer, samples),
            samples.Length > 0 ? active / ((double)samples.Length * _unitCount) : null,
            MeanOf(_gini, samples),
            MeanOf(_trevesRolls, samples),
            samples.Length,
            silent);
    }

    // NaN marks a sample that does not have the measure.
    private static double? MeanOf(double[] measure, ReadOnlySpan<int> samples)
    {
        double sum = 0;
        int count = 0;
        foreach (int sample in samples)
        {
            if (!double.IsNaN(measure[sample]))
            {
                sum += measure[sample];
                count++;
            }
        }

        return count > 0 ? sum / count : null;
    }
}
