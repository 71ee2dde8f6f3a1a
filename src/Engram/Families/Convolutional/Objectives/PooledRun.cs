using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Objectives;

/// <summary>An objective of pooled maps at work.</summary>
internal sealed unsafe class PooledRun : ObjectiveRun
{
    private readonly KernelTable _kernels;
    private readonly MapGrid _grid;
    private readonly int _maximumRows;
    private readonly ObjectiveRun _inner;
    private readonly LayerRows _means;
    private readonly RowLoop _pool;
    private readonly RowLoop _passBack;
    private ActiveRows? _meanGradient;
    private Matrix _maps = null!;
    private Matrix _mapGradient = null!;

    public PooledRun(KernelTable kernels, WorkerPool workers, PooledObjective objective, int maximumRows)
    {
        _kernels = kernels;
        _grid = objective.Grid;
        _maximumRows = maximumRows;
        _inner = objective.Inner.CreateRun(kernels, workers, maximumRows);
        _means = new LayerRows(workers, maximumRows, _grid.CellCount * objective.Maps.Channels);
        _pool = new RowLoop(workers, PoolRow);
        _passBack = new RowLoop(workers, row => _grid.PassBack(_meanGradient!.Values.Row(row), _mapGradient.Row(row)));
    }

    public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient)
    {
        Pool(output);
        _meanGradient ??= new ActiveRows(_maximumRows, _means.Rows.Values.Columns);
        double loss = _inner.Evaluate(_means, batch, _meanGradient);
        _mapGradient = outputGradient.Values;
        _passBack.Run(output.Count);
        return loss;
    }

    public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step) => _inner.Update(_means, batch, slots, step);

    public override void AddScores(LabelledBatch batch, EpochTotals totals) => _inner.AddScores(batch, totals);

    public override void Score(LayerRows output, Matrix scores)
    {
        Pool(output);
        _inner.Score(_means, scores);
    }

    private void Pool(LayerRows output)
    {
        _maps = output.Rows.Values;
        _means.Begin(output);
        _pool.Run(output.Count);
    }

    private void PoolRow(int row)
    {
        ActiveRows means = _means.Rows;
        _grid.Pool(_maps.Row(row), means.Values.Row(row));
        float* start = means.Values.RowStart(row);
        _kernels.CollectActive(start, means.Values.Stride, means.ActiveUnits(row));
        _means.SquaredLengths[row] = _kernels.SumOfSquares(start, means.Values.Stride);
    }
}
