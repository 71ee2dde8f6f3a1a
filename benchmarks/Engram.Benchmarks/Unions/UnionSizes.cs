using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Benchmarks.Unions;

/// <summary>
/// Runs batches of training images through a network in training and counts the active units of tiles of neighbours, in
/// the order in which a training step has them and in other orders.
/// </summary>
internal sealed unsafe class UnionSizes
{
    private const int BatchSize = 512;
    private const int BatchCount = 8;

    private static readonly int[] TileSizes = [1, 4, 8, 12];

    private readonly ImageDataset _train;
    private readonly WorkerPool _workers;
    private readonly int[][] _batches;
    private readonly int[] _wrongLabels;

    public UnionSizes(ImageDataset train, ulong seed, WorkerPool workers)
    {
        _train = train;
        _workers = workers;
        int[] order = [.. Enumerable.Range(0, train.Count)];
        RandomStream.For(seed, RandomPurpose.SampleOrder, int.MaxValue).Shuffle(order);
        _batches = [.. order.Chunk(BatchSize).Take(BatchCount)];
        Random random = new((int)seed);
        _wrongLabels = [.. Enumerable.Range(0, train.Count).Select(sample => (train.Labels[sample] + random.Next(1, train.ClassCount)) % train.ClassCount)];
    }

    /// <summary>The unions of one layer as it is now.</summary>
    public IEnumerable<UnionRow> Measure(DenseNetwork network, int layerIndex, int epochIndex)
    {
        foreach ((string samples, Func<int, int> overlaid) in ((string, Func<int, int>)[])
            [("positive", sample => _train.Labels[sample]), ("negative", sample => _wrongLabels[sample])])
        {
            foreach ((string name, Func<int, int>? key) in Orders(samples, overlaid))
            {
                double[] shares = Shares(network, layerIndex, overlaid, key);
                for (int index = 0; index < TileSizes.Length; index++)
                {
                    yield return new UnionRow(layerIndex + 1, epochIndex + 1, samples, name, TileSizes[index], shares[index]);
                }
            }
        }
    }

    private IEnumerable<(string Name, Func<int, int>? Key)> Orders(string samples, Func<int, int> overlaid)
    {
        yield return ("none", null);
        yield return ("true label", sample => _train.Labels[sample]);
        if (samples == "negative")
        {
            yield return ("overlaid label", overlaid);
            yield return ("true, then overlaid label", sample => (_train.Labels[sample] * _train.ClassCount) + overlaid(sample));
        }
    }

    private double[] Shares(DenseNetwork network, int layerIndex, Func<int, int> overlaid, Func<int, int>? key)
    {
        NetworkForward forward = new(KernelTable.Current, _workers, network, BatchSize, BatchSize, layerIndex + 1);
        long[] sums = new long[TileSizes.Length];
        int[] tiles = new int[TileSizes.Length];
        foreach (int[] batch in _batches)
        {
            int[] ordered = key is null ? batch : [.. batch.OrderBy(key)];
            int[] labels = [.. ordered.Select(overlaid)];
            ActiveRows active = forward.Run(forward.Load(_train, ordered), [.. Enumerable.Range(0, BatchSize)], labels, BatchSize, null);
            for (int index = 0; index < TileSizes.Length; index++)
            {
                Count(active, TileSizes[index], ref sums[index], ref tiles[index]);
            }
        }

        double units = network.Layers[layerIndex].OutputSize;
        return [.. sums.Select((sum, index) => sum / (tiles[index] * units))];
    }

    private static void Count(ActiveRows active, int tileSize, ref long sum, ref int tiles)
    {
        ulong* union = stackalloc ulong[active.Words];
        for (int row = 0; row + tileSize <= BatchSize; row += tileSize)
        {
            active.Unite(row, tileSize, union);
            sum += ActiveRows.CountBits(union, active.Words);
            tiles++;
        }
    }
}
