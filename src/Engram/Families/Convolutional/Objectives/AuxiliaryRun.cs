using Engram.Families.Convolutional.Layers;
using Engram.Families.Convolutional.Products;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Objectives;

/// <summary>An objective behind an auxiliary convolution at work.</summary>
internal sealed class AuxiliaryRun : ObjectiveRun
{
    private readonly ConvolutionalLayerRun _auxiliary;
    private readonly ObjectiveRun _inner;
    private readonly int _auxiliaryCount;
    private readonly Func<InputGradient> _createInputGradient;
    private readonly Func<ActiveRows> _createGradient;
    private InputGradient? _inputGradient;
    private ActiveRows? _gradient;
    private LayerSlots? _slots;
    private LayerSlots? _innerSlots;

    public AuxiliaryRun(KernelTable kernels, WorkerPool workers, AuxiliaryObjective objective, int maximumRows)
    {
        _auxiliary = objective.Auxiliary.CreateConvolutionalRun(kernels, workers, maximumRows);
        _inner = objective.Inner.CreateRun(kernels, workers, maximumRows);
        _auxiliaryCount = objective.Auxiliary.Parameters.Count(parameter => parameter.IsTrained);
        _createInputGradient = () => new InputGradient(kernels, workers, objective.Auxiliary.Map.Convolution, objective.Auxiliary.Filters.Weights);
        _createGradient = () => new ActiveRows(maximumRows, _auxiliary.Output.Rows.Values.Columns);
    }

    public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient)
    {
        _gradient ??= _createGradient();
        _inputGradient ??= _createInputGradient();
        _auxiliary.Forward(output, learns: true);
        double loss = _inner.Evaluate(_auxiliary.Output, batch, _gradient);
        ConvolutionalLayerUpdate training = _auxiliary.Training;
        training.PassBack(_gradient, output.Count);
        _inputGradient.Multiply(training.Delta, output.Count, outputGradient.Values);
        training.SumGradients(output);
        return loss;
    }

    public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step)
    {
        if (slots != _slots)
        {
            (_slots, _innerSlots) = (slots, slots.From(_auxiliaryCount));
        }

        _auxiliary.Training.Step(slots, step);
        _inner.Update(_auxiliary.Output, batch, _innerSlots!, step);
    }

    public override void AddScores(LabelledBatch batch, EpochTotals totals) => _inner.AddScores(batch, totals);

    public override void Score(LayerRows output, Matrix scores)
    {
        _auxiliary.Forward(output, learns: false);
        _inner.Score(_auxiliary.Output, scores);
    }
}
