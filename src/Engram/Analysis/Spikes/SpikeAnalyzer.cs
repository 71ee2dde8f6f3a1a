using Engram.Analysis.Representations;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Spikes;
using Engram.Threading;

namespace Engram.Analysis.Spikes;

/// <summary>Shows images to a network whose units fire, and looks at when they do. Only the spikes of a batch are held at a time, and those of the images that pairs are counted on.</summary>
internal sealed class SpikeAnalyzer
{
    private readonly NetworkBody _network;
    private readonly ImageDataset _data;
    private readonly WorkerPool _workers;
    private readonly ClassSamples _correct;
    private readonly int[][][] _ensembles;
    private readonly int _steps;
    private readonly int[] _examples;
    private readonly LayerSpikeCounts[] _counts;
    private readonly bool[] _isCorrect;
    private readonly bool[] _isPaired;
    private readonly List<FiringUnits>[][] _paired;
    private readonly byte[][] _rasters;

    private SpikeAnalyzer(NetworkBody network, ImageDataset data, int[][][] ensembles, ClassSamples correct, WorkerPool workers)
    {
        _network = network;
        _data = data;
        _workers = workers;
        _correct = correct;
        _ensembles = ensembles;
        _steps = network.LayerShapes[0].Steps;
        int classes = Math.Min(data.ClassCount, SpikeRasters.MostClasses);
        _examples = [.. Enumerable.Range(0, classes).Select(label => ClassExample.Of(data, correct, label) ?? SpikeRasters.None)];
        _counts = [.. network.LayerShapes.Select((shape, layer) => new LayerSpikeCounts(data.Count, _steps, shape.ViewUnits, ensembles[layer]))];
        _isCorrect = Flags(correct.All);
        _isPaired = Flags(Enumerable.Range(0, data.ClassCount).SelectMany(label => correct.Of(label).Take(SynchronyAnalysis.MostImages)));
        _paired = [.. network.LayerShapes.Select(_ => Enumerable.Range(0, data.ClassCount).Select(_ => new List<FiringUnits>()).ToArray())];
        _rasters = [.. network.LayerShapes.Select(shape => new byte[classes * _steps * shape.ViewUnits])];
    }

    /// <summary>Measures all layers.</summary>
    /// <param name="network">A network whose units fire.</param>
    /// <param name="data">The images, as <see cref="InputFormat.Take"/> returns them.</param>
    /// <param name="sparseness">Sparseness over units of every image, layer by layer.</param>
    /// <param name="ensembles">Units of each class's ensemble, ascending, [layer][class].</param>
    /// <param name="correct">The correctly classified images.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public static (SpikeAnalysis Analysis, SpikeRasters Rasters) Analyze(
        NetworkBody network, ImageDataset data, LayerSparseness[] sparseness, int[][][] ensembles, ClassSamples correct, WorkerPool workers)
    {
        SpikeAnalyzer analyzer = new(network, data, ensembles, correct, workers);
        analyzer.ShowAll();
        return (
            new SpikeAnalysis(analyzer._steps, SynchronyAnalysis.MostImages, [.. network.LayerShapes.Select((_, layer) => analyzer.Measure(layer, sparseness[layer]))]),
            new SpikeRasters(analyzer._examples, analyzer._steps, [.. network.LayerShapes.Select(shape => shape.ViewUnits)], analyzer._rasters));
    }

    private void ShowAll()
    {
        NetworkRun run = _network.CreateRun(KernelTable.Current, _workers, _network.ImagesAtOnce);
        foreach (int[] batch in Enumerable.Range(0, _data.Count).Chunk(_network.ImagesAtOnce))
        {
            int[] labels = [.. batch.Select(sample => _data.Labels[sample])];
            ((IShowsSpikes)run).ShowSpikes(_data, batch, labels, (layer, spikes) => Add(layer, batch, spikes));
        }
    }

    private void Add(int layer, int[] batch, LayerSpikes spikes)
    {
        FiringUnits[] firing = new FiringUnits[batch.Length];
        HiddenLayer.ForEachRow(_workers, batch.Length, row => firing[row] = FiringUnits.Of(spikes.Spikes, row));
        foreach ((int row, int sample) in batch.Index())
        {
            int label = _data.Labels[sample];
            _counts[layer].AddEvents(spikes.InputEvents[row], spikes.IsDrivenBySpikes, firing[row]);
            if (_isCorrect[sample])
            {
                _counts[layer].AddCorrect(sample, label, firing[row]);
            }

            if (_isPaired[sample])
            {
                _paired[layer][label].Add(firing[row]);
            }

            if (label < _examples.Length && _examples[label] == sample)
            {
                Draw(layer, label, firing[row]);
            }
        }
    }

    private void Draw(int layer, int label, FiringUnits firing)
    {
        int units = _network.LayerShapes[layer].ViewUnits;
        for (int place = 0; place < firing.Units.Length; place++)
        {
            for (int step = 0; step < _steps; step++)
            {
                _rasters[layer][(((label * _steps) + step) * units) + firing.Units[place]] = firing.Fires(place, step) ? (byte)1 : (byte)0;
            }
        }
    }

    private SpikeLayer Measure(int layer, LayerSparseness sparseness)
    {
        LayerSpikeCounts counts = _counts[layer];
        (PairSums[] within, PairSums[] between) = SynchronyAnalysis.Measure(_paired[layer], _ensembles[layer], _network.LayerShapes[layer].ViewUnits, _steps, _workers);
        var costs = (IHasSpikes)_network;
        return new SpikeLayer
        {
            Events = counts.Events(_data.Count, costs.InputCount(layer), costs.UnitMultiplications(layer)),
            Rates = counts.Rates(_correct.All.Length),
            StepShares = counts.StepShares(_correct.All.Length),
            Sparseness = counts.Sparseness(_correct.All, sparseness),
            ClassSparseness = [.. Enumerable.Range(0, _data.ClassCount).Select(label => counts.Sparseness(_correct.Of(label), sparseness))],
            EnsembleFirstSpikes = counts.EnsembleFirstSpikes(),
            LayerFirstSpikes = counts.LayerFirstSpikes(),
            Within = Together(within),
            Between = Together(between),
            ClassWithin = [.. within.Select(sums => sums.Mean())],
            ClassBetween = [.. between.Select(sums => sums.Mean())],
        };
    }

    private bool[] Flags(IEnumerable<int> samples)
    {
        bool[] flags = new bool[_data.Count];
        foreach (int sample in samples)
        {
            flags[sample] = true;
        }

        return flags;
    }

    private static Synchrony Together(PairSums[] classes)
    {
        PairSums all = default;
        foreach (PairSums ofClass in classes)
        {
            all.Add(ofClass);
        }

        return all.Mean();
    }
}
