using System.Numerics.Tensors;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Analysis.ReadOuts;

/// <summary>The linear classifier of a read-out, on features that are brought to a root mean square of 1 layer by layer.</summary>
internal sealed unsafe class ReadOutHead
{
    private readonly KernelTable _kernels;
    private readonly (int Start, int Length, float Scale)[] _parts;
    private readonly DenseLayer _head;
    private readonly ClassifierHead _training;
    private readonly HeadProduct _product;
    private readonly LayerSlots _slots;
    private readonly ActiveRows _rows;
    private readonly RowLoop _load;
    private FeatureRows _features = null!;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="parts">The features of each layer that it sees: their place in a row, and what they are multiplied by.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="maximumRows">Rows that it sees at once.</param>
    public ReadOutHead(
        KernelTable kernels, WorkerPool workers, Optimizer optimizer, (int Start, int Length, float Scale)[] parts, int classCount, int maximumRows)
    {
        _kernels = kernels;
        _parts = parts;
        _head = new DenseLayer(parts.Sum(part => part.Length), classCount);
        _training = new ClassifierHead(kernels, workers, _head, maximumRows);
        _product = new HeadProduct(kernels, workers, _head, maximumRows);
        _slots = LayerSlots.For(_head, optimizer);
        _rows = new ActiveRows(maximumRows, _head.InputSize);
        _load = new RowLoop(workers, LoadRow);
        Logits = new Matrix(maximumRows, classCount);
    }

    /// <summary>Logits of the last <see cref="Score"/>, [rows, classes].</summary>
    public Matrix Logits { get; }

    /// <summary>Weights and biases.</summary>
    public DenseLayer Layer => _head;

    /// <summary>Takes a step on the images of a batch, whose features are ready; returns the sum of their losses.</summary>
    public double Step(FeatureRows features, LabelledBatch batch, OptimizerStep step)
    {
        Load(features, batch.RowCount);
        double loss = _training.Evaluate(_rows, batch, activationGradient: null);
        _training.Update(_rows, batch, _slots, step);
        return loss;
    }

    /// <summary>Scores the first images of those whose features are ready.</summary>
    public void Score(FeatureRows features, int count)
    {
        Load(features, count);
        _product.Multiply(_rows, count, Logits);
    }

    /// <summary>The weights for features as they are, [classes, features].</summary>
    public float[] WeightsOfFeatures()
    {
        float[] weights = new float[_head.InputSize * _head.OutputSize];
        NetworkTensors.CopyTransposed(_head.Weights, weights);
        for (int label = 0; label < _head.OutputSize; label++)
        {
            Span<float> features = weights.AsSpan(label * _head.InputSize, _head.InputSize);
            foreach ((int _, int length, float scale) in _parts)
            {
                TensorPrimitives.Multiply(features[..length], scale, features[..length]);
                features = features[length..];
            }
        }

        return weights;
    }

    private void Load(FeatureRows features, int count)
    {
        _features = features;
        _load.Run(count);
    }

    private void LoadRow(int row)
    {
        ReadOnlySpan<float> features = _features.Row(row);
        Span<float> inputs = _rows.Values.Row(row);
        foreach ((int start, int length, float scale) in _parts)
        {
            TensorPrimitives.Multiply(features.Slice(start, length), scale, inputs);
            inputs = inputs[length..];
        }

        _kernels.CollectActive(_rows.Values.RowStart(row), _rows.Values.Stride, _rows.ActiveUnits(row));
    }
}
