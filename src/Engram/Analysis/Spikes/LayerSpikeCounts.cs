using Engram.Analysis.Representations;

namespace Engram.Analysis.Spikes;

/// <summary>What is counted of one layer, image by image, and the means that are made of it.</summary>
internal sealed class LayerSpikeCounts
{
    private readonly int _steps;
    private readonly int _unitCount;
    private readonly bool[][] _isOwn;
    private readonly int[][] _ensembles;
    private readonly long[] _unitSpikes;
    private readonly long[] _stepSpikes;
    private readonly FirstCounts[] _ofEnsembles;
    private readonly FirstCounts[] _ofLayer;
    private readonly double[] _overSteps;
    private readonly double[] _ofTrains;
    private readonly double[] _spikesPerUnit;
    private long _inputEvents;
    private long _spikes;
    private long _weightedEvents;

    /// <param name="sampleCount">Images of the data set.</param>
    /// <param name="steps">T.</param>
    /// <param name="unitCount">Units of the layer.</param>
    /// <param name="ensembles">Units of each class's ensemble.</param>
    public LayerSpikeCounts(int sampleCount, int steps, int unitCount, int[][] ensembles)
    {
        _steps = steps;
        _unitCount = unitCount;
        _ensembles = ensembles;
        _isOwn = [.. ensembles.Select(units => Enumerable.Range(0, unitCount).Select(unit => Array.BinarySearch(units, unit) >= 0).ToArray())];
        _unitSpikes = new long[unitCount];
        _stepSpikes = new long[steps];
        _ofEnsembles = [.. ensembles.Select(_ => new FirstCounts(steps))];
        _ofLayer = [.. ensembles.Select(_ => new FirstCounts(steps))];
        _overSteps = new double[sampleCount];
        _ofTrains = new double[sampleCount];
        _spikesPerUnit = new double[sampleCount];
    }

    /// <summary>Counts the events of an image, which come in and go out.</summary>
    public void AddEvents(int inputEvents, bool areSpikes, FiringUnits firing)
    {
        _inputEvents += inputEvents;
        _weightedEvents += areSpikes ? 0 : inputEvents;
        for (int place = 0; place < firing.Units.Length; place++)
        {
            _spikes += firing.Count(place);
        }
    }

    /// <summary>Counts the spikes of an image that is classified correctly.</summary>
    public void AddCorrect(int sample, int label, FiringUnits firing)
    {
        int[] ofSteps = new int[_steps];
        int own = 0;
        double roots = 0;
        long spikes = 0;
        for (int place = 0; place < firing.Units.Length; place++)
        {
            int unit = firing.Units[place];
            int count = firing.Count(place);
            int first = firing.FirstStep(place);
            spikes += count;
            roots += Math.Sqrt(count);
            _unitSpikes[unit] += count;
            _ofLayer[label].Counts[first]++;
            if (_isOwn[label][unit])
            {
                own++;
                _ofEnsembles[label].Counts[first]++;
            }

            for (int step = first; step < _steps; step++)
            {
                ofSteps[step] += firing.Fires(place, step) ? 1 : 0;
            }
        }

        _ofLayer[label].Never += _unitCount - firing.Units.Length;
        _ofEnsembles[label].Never += _ensembles[label].Length - own;
        SetSparseness(sample, firing.Units.Length, spikes, roots, ofSteps);
    }

    /// <summary>Spikes per image and step of every unit.</summary>
    public double[] Rates(int imageCount) => [.. _unitSpikes.Select(spikes => imageCount > 0 ? spikes / ((double)imageCount * _steps) : 0)];

    /// <summary>Share of the units that fire in each step.</summary>
    public double[] StepShares(int imageCount) => [.. _stepSpikes.Select(spikes => imageCount > 0 ? spikes / ((double)imageCount * _unitCount) : 0)];

    /// <summary>First spikes of each class's ensemble.</summary>
    public FirstSpikes[] EnsembleFirstSpikes() => [.. _ofEnsembles.Select(counts => counts.ToRecord())];

    /// <summary>First spikes of all units for images of each class.</summary>
    public FirstSpikes[] LayerFirstSpikes() => [.. _ofLayer.Select(counts => counts.ToRecord())];

    /// <summary>Means over some correctly classified images.</summary>
    public TemporalSparseness Sparseness(ReadOnlySpan<int> samples, LayerSparseness overUnits) =>
        new(samples.Length, overUnits.Mean(samples).Hoyer, Mean(_overSteps, samples), Mean(_ofTrains, samples), Mean(_spikesPerUnit, samples));

    /// <summary>Means over all images.</summary>
    /// <param name="imageCount">Images.</param>
    /// <param name="inputCount">Inputs of the layer in one step.</param>
    /// <param name="unitMultiplications">What its units multiply themselves.</param>
    public SpikeEvents Events(int imageCount, int inputCount, long unitMultiplications)
    {
        double images = Math.Max(1, imageCount);
        long rows = (long)inputCount * _steps;
        return new SpikeEvents(
            imageCount, _inputEvents / images, _spikes / images, _inputEvents / images, _weightedEvents * (double)_unitCount / images, unitMultiplications, rows, rows * _unitCount);
    }

    // NaN marks an image without the measure.
    private void SetSparseness(int sample, int units, long spikes, double roots, int[] ofSteps)
    {
        double root = Math.Sqrt(_steps);
        double squares = 0;
        for (int step = 0; step < _steps; step++)
        {
            squares += ofSteps[step] * (double)ofSteps[step];
            _stepSpikes[step] += ofSteps[step];
        }

        bool hasTime = _steps > 1 && units > 0;
        _overSteps[sample] = hasTime ? (root - (spikes / Math.Sqrt(squares))) / (root - 1) : double.NaN;
        _ofTrains[sample] = hasTime ? (root - (roots / units)) / (root - 1) : double.NaN;
        _spikesPerUnit[sample] = units > 0 ? spikes / (double)units : double.NaN;
    }

    private static double? Mean(double[] measure, ReadOnlySpan<int> samples)
    {
        double sum = 0;
        int count = 0;
        foreach (int sample in samples)
        {
            sum += double.IsNaN(measure[sample]) ? 0 : measure[sample];
            count += double.IsNaN(measure[sample]) ? 0 : 1;
        }

        return count > 0 ? sum / count : null;
    }

    private sealed class FirstCounts(int steps)
    {
        public long[] Counts { get; } = new long[steps];

        public long Never { get; set; }

        public FirstSpikes ToRecord() => new(Counts, Never);
    }
}
