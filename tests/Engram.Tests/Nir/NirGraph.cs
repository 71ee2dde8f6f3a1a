using PureHDF;
using PureHDF.VOL.Native;

namespace Engram.Tests.Nir;

/// <summary>A NIR file as another program sees it: its nodes along the edges, and a simulator of them, in scalars of double precision.</summary>
internal sealed class NirGraph : IDisposable
{
    private readonly NativeFile _file;

    public NirGraph(string path)
    {
        _file = H5File.OpenRead(path);
        string[] pairs = _file.Dataset("node/edges").Read<string[]>();
        Edges = [.. pairs.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    public IReadOnlyList<(string From, string To)> Edges { get; }

    public IEnumerable<string> NodeNames => _file.Group("node/nodes").Children().Select(node => node.Name);

    public IEnumerable<string> MetadataNames => _file.Group("node/metadata").Children().Select(entry => entry.Name);

    public IH5Group Node(string name) => _file.Group($"node/nodes/{name}");

    public string Type(string name) => Node(name).Dataset("type").Read<string>();

    public T Values<T>(string path) => _file.Dataset(path).Read<T>();

    public ulong[] Shape(string path) => _file.Dataset(path).Space.Dimensions;

    public void Dispose() => _file.Dispose();

    /// <summary>How often every unit of every LIF node fires while an image is shown; reset by subtraction, in the step after a spike.</summary>
    public IReadOnlyList<int[]> Simulate(float[] image)
    {
        double dt = Values<double>("node/metadata/dt");
        List<string> chain = ["input"];
        while (Edges.SingleOrDefault(edge => edge.From == chain[^1]).To is { } next)
        {
            chain.Add(next);
        }

        Assert.Equal(NodeNames.Order(), chain.Order());
        Assert.Equal("Output", Type(chain[^1]));
        Dictionary<string, Leaky> units = chain.Where(name => Type(name) == "LIF").ToDictionary(name => name, name => new Leaky(Node(name), dt));
        Dictionary<string, Linear> products = chain.Where(name => Type(name) is "Affine" or "Linear").ToDictionary(name => name, name => new Linear(Node(name)));
        for (long step = 0; step < Values<long>("node/metadata/steps"); step++)
        {
            double[] values = [.. image.Select(value => (double)value)];
            foreach (string name in chain[1..^1])
            {
                values = products.TryGetValue(name, out Linear? product) ? product.Multiply(values) : units[name].Step(values);
            }
        }

        return [.. units.Values.Select(one => one.Counts)];
    }

    private sealed class Linear(IH5Group node)
    {
        private readonly float[] _weights = node.Dataset("weight").Read<float[]>();
        private readonly float[]? _biases = node.LinkExists("bias") ? node.Dataset("bias").Read<float[]>() : null;
        private readonly int _units = (int)node.Dataset("weight").Space.Dimensions[0];

        public double[] Multiply(double[] inputs) =>
        [
            .. Enumerable.Range(0, _units).Select(unit =>
                (double)(_biases?[unit] ?? 0) + inputs.Select((input, index) => input * _weights[(unit * inputs.Length) + index]).Sum()),
        ];
    }

    private sealed class Leaky(IH5Group node, double dt)
    {
        private readonly double[] _tau = node.Dataset("tau").Read<double[]>();
        private readonly double[] _resistance = node.Dataset("r").Read<double[]>();
        private readonly double[] _leak = node.Dataset("v_leak").Read<double[]>();
        private readonly double[] _threshold = node.Dataset("v_threshold").Read<double[]>();
        private readonly double[] _potential = new double[node.Dataset("tau").Space.Dimensions[0]];

        public int[] Counts { get; } = new int[node.Dataset("tau").Space.Dimensions[0]];

        public double[] Step(double[] currents)
        {
            double[] spikes = new double[currents.Length];
            for (int unit = 0; unit < currents.Length; unit++)
            {
                double before = _potential[unit];
                double lost = before > _threshold[unit] ? _threshold[unit] : 0;
                double now = before + (dt / _tau[unit] * (_leak[unit] - before + (_resistance[unit] * currents[unit]))) - lost;
                _potential[unit] = now;
                spikes[unit] = now > _threshold[unit] ? 1 : 0;
                Counts[unit] += (int)spikes[unit];
            }

            return spikes;
        }
    }
}
