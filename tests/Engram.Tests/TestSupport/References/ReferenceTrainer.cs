using Engram.Families.Dense;
using Engram.Models;

namespace Engram.Tests.TestSupport.References;

/// <summary>
/// Forward-Forward training in double precision, slowly: overlaid images one by one, gradients by the chain rule, optimizers as
/// PyTorch writes them. Starts from the weights of a network and takes its steps at the positions it is given.
/// </summary>
internal sealed class ReferenceTrainer
{
    private readonly TrainingSpec _spec;
    private readonly ImageDataset _train;
    private readonly Dictionary<int, ReferenceOptimizer> _optimizers = [];
    private int _phase = -1;
    private int _stepNumber;

    public ReferenceTrainer(TrainingSpec spec, ImageDataset train, DenseNetwork initial)
    {
        _spec = spec;
        _train = train;
        Network = new ReferenceNetwork(initial);
    }

    public ReferenceNetwork Network { get; }

    /// <summary>Takes the step at a position.</summary>
    /// <param name="position">Layer, epoch and step.</param>
    /// <param name="wrongLabels">The wrong label of every training image in this epoch.</param>
    /// <returns>The mean loss of every layer that took a step.</returns>
    public IReadOnlyList<double> TakeStep(TrainingPosition position, ReadOnlySpan<int> wrongLabels)
    {
        if (position.LayerIndex != _phase)
        {
            _phase = position.LayerIndex;
            _stepNumber = 0;
        }

        _stepNumber++;
        ReferenceBatch batch = new(_spec, _train, position, wrongLabels);
        return [.. LayerSteps(position, batch).Select(step => step.LossSum / batch.Rows.Count)];
    }

    /// <summary>The layers in training at a position, in order; each layer is updated when the next is asked for.</summary>
    public IEnumerable<ReferenceLayerStep> LayerSteps(TrainingPosition position, ReferenceBatch batch)
    {
        (int first, int end) = _spec.Schedule == "joint" ? (0, Network.LayerCount) : (position.LayerIndex, position.LayerIndex + 1);
        double[][] inputs = FrozenOutputs(first, batch);
        for (int layer = first; layer < end; layer++)
        {
            ReferenceLayerStep step = new(Network, layer, batch, inputs);
            double[][] outputs = [.. step.Activations.Select(ReferenceNetwork.Normalize)];
            yield return step;
            Update(layer, step);
            inputs = outputs;
        }
    }

    private double[][] FrozenOutputs(int layerCount, ReferenceBatch batch)
    {
        double[][] rows = [.. batch.Rows.Select(row => Network.Input(_train, row.Sample, row.Label))];
        for (int layer = 0; layer < layerCount; layer++)
        {
            int index = layer;
            rows = [.. rows.Select(row => ReferenceNetwork.Normalize(Network.Activations(index, row)))];
        }

        return rows;
    }

    private void Update(int layer, ReferenceLayerStep step)
    {
        (double[][] weights, double[] biases) = step.Gradient();
        if (!_spec.Biases)
        {
            Array.Clear(biases);
        }

        if (!_optimizers.TryGetValue(layer, out ReferenceOptimizer? optimizer))
        {
            int stepsPerEpoch = (_train.Count + _spec.BatchSize - 1) / _spec.BatchSize;
            _optimizers[layer] = optimizer = new ReferenceOptimizer(_spec, stepsPerEpoch, [.. weights.Select(row => row.Length), biases.Length]);
        }

        optimizer.Update([.. Network.Weights[layer], Network.Biases[layer]], [.. weights, biases], _stepNumber);
    }
}
