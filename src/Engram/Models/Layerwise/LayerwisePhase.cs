using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// Layers that learn one by one. A step loads images, runs them through the frozen layers below, and then lets every layer of the phase compute its
/// activations, have them judged by its objective, take a step, and pass its activations on. No gradient goes from one layer to another.
/// </summary>
internal sealed class LayerwisePhase : TrainingPhase
{
    private readonly KernelTable _kernels;
    private readonly ImageDataset _train;
    private readonly bool _normalizes;
    private readonly float _dropout;
    private readonly int _maximumRows;
    private readonly ImageRows _images;
    private readonly LayerRun[] _frozen;
    private readonly LayerInTraining[] _layers;
    private readonly NegativeChoice? _negatives;
    private Matrix? _scores;

    public LayerwisePhase(
        KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int index, Range layers, int batchSize)
        : base(state, index, layers)
    {
        var network = (LayerwiseNetwork)state.Network;
        int rows = network.Traits.HasNegatives ? 2 * batchSize : batchSize;
        _kernels = kernels;
        _train = train;
        _normalizes = network.Traits.NormalizesLengths;
        _dropout = state.Spec.Dropout;
        _maximumRows = rows;
        _images = new ImageRows(kernels, workers, network, rows);
        _frozen = [.. network.Layers.Take(Layers[0]).Select(layer => layer.CreateRun(kernels, workers, rows))];
        _layers = [.. Layers.Select(layer => new LayerInTraining(kernels, workers, state, network, layer, rows, PassOn))];
        _negatives = network.Traits.HasNegatives && NegativePolicies.Find(state.Spec.Negatives) is CandidateNegatives policy
            ? new NegativeChoice(policy, train, state.Spec.Seed, batchSize, ScoreRows)
            : null;
    }

    /// <summary>A layer of the phase, for tests.</summary>
    internal LayerInTraining Layer(int layer) => _layers[layer - Layers[0]];

    public override void Step(LabelledBatch batch, long stepNumber)
    {
        _images.Take(_train, batch.Samples.AsSpan(0, batch.ImageCount), State.Position.EpochIndex + 1);
        _negatives?.Choose(batch, State.Position);
        LayerRows rows = ForwardFrozen(_images.Show(batch));
        foreach (LayerInTraining layer in _layers)
        {
            OptimizerStep step = layer.Steps[stepNumber];
            layer.Run.Forward(rows, learns: true);
            LayerRows output = layer.Run.Output;
            double loss = layer.Objective.Evaluate(output, batch, layer.OutputGradient);
            RequireNumber(loss, layer.Index);
            layer.Run.Update(rows, layer.OutputGradient, layer.Slots, step);
            layer.Objective.Update(output, batch, layer.ObjectiveSlots, step);
            layer.PassOn.Run(batch.RowCount);
            layer.AddTo(State.Totals[layer.Index], batch, loss);
            rows = output;
        }
    }

    public override IReadOnlyList<EpochMetrics> Metrics(int epochIndex) =>
    [
        .. Layers.Select(layer => State.Totals[layer].ToMetrics(
            layer, epochIndex, State.Network.LayerShapes[layer].ViewUnits, State.Network.Traits.HasNegatives ? 2 : 1)),
    ];

    private LayerRows ForwardFrozen(LayerRows rows)
    {
        foreach (LayerRun frozen in _frozen)
        {
            frozen.Forward(rows, learns: false);
            rows = frozen.Output;
            if (_normalizes)
            {
                rows.Normalize();
            }
        }

        return rows;
    }

    // By the layers in training, as they are now.
    private void ScoreRows(ReadOnlySpan<int> labels, Span<float> sums)
    {
        sums.Clear();
        _scores ??= new Matrix(_maximumRows, 1);
        LayerRows rows = ForwardFrozen(_images.Show(labels));
        foreach (LayerInTraining layer in _layers)
        {
            layer.Run.Forward(rows, learns: false);
            layer.Objective.Score(layer.Run.Output, _scores);
            for (int row = 0; row < labels.Length; row++)
            {
                sums[row] += _scores.Row(row)[0];
            }

            rows = layer.Run.Output;
            if (_normalizes && layer.Index != Layers[^1])
            {
                rows.Normalize();
            }
        }
    }

    // What the layer above takes; the objective has seen the layer before dropout. Nothing takes what the last layer of the network makes.
    private void PassOn(LayerInTraining layer, int row)
    {
        LayerRows output = layer.Run.Output;
        layer.Activity.Note(row);
        if (layer.Index == Layers[^1])
        {
            return;
        }

        if (_dropout > 0)
        {
            output.SquaredLengths[row] = Dropout.Apply(_kernels, output.Rows, row, _dropout, DropoutOfRow(layer.Index)(row));
            output.DropSpikes(row);
        }

        if (_normalizes)
        {
            output.NormalizeRow(row);
        }
    }
}
