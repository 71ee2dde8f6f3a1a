using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Engram.Families.Spiking.Membranes;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>A layer whose current is another in every step; it may be brought to a length.</summary>
internal abstract unsafe class SteppedRun : SpikingLayerRun
{
    private readonly int _steps;
    private readonly float _length;
    private readonly Matrix _potentials;
    private readonly Matrix _current;
    private Matrix? _currents;
    private float[] _scales = [];
    private bool _learns;

    protected SteppedRun(KernelTable kernels, WorkerPool workers, SpikingLayer layer, int maximumRows)
        : base(kernels, workers, layer, maximumRows, layer.Settings.Steps)
    {
        _steps = layer.Settings.Steps;
        _length = layer.Settings.CurrentLength;
        _potentials = new Matrix(maximumRows, layer.Linear.OutputSize);
        _current = new Matrix(maximumRows, layer.Linear.OutputSize);
    }

    /// <summary>Sets the current of a row in a step, without biases.</summary>
    protected abstract void SetCurrent(int row, int step, float* current);

    protected override void Begin(LayerRows input, bool learns)
    {
        _learns = learns;
        if (learns && _currents is null)
        {
            _currents = new Matrix(MaximumRows * _steps, Layer.Linear.OutputSize);
            _scales = new float[MaximumRows * _steps];
        }
    }

    protected sealed override void Fire(int row)
    {
        float* potential = _potentials.RowStart(row);
        float* counts = Output.Rows.Values.RowStart(row);
        int width = _potentials.Stride;
        new Span<float>(potential, width).Clear();
        new Span<float>(counts, width).Clear();
        for (int step = 0; step < _steps; step++)
        {
            float* current = _learns ? _currents!.RowStart((row * _steps) + step) : _current.RowStart(row);
            SetCurrent(row, step, current);
            Finish(current, (row * _steps) + step);
            MembraneSteps.TakeOne(Layer.Constants, current, potential, Output.Spikes!.At(row, step), counts, width);
        }
    }

    protected sealed override void PassBack(int row)
    {
        float* dots = stackalloc float[_steps];
        int first = row * _steps;
        MembranePast past = new(Layer.Constants, _currents!.RowStart(first), _currents.Stride, _steps, _currents.Stride);
        Membranes.Set(row, Layer.Settings.Surrogate.PassBack(past, Layer.Settings.Slope, CountGradient.RowStart(row), Delta.Values, first, dots));
        for (int step = 0; _length > 0 && step < _steps; step++)
        {
            PassLength(first + step, dots[step]);
        }
    }

    // Adds biases and brings the current to its length.
    private void Finish(float* current, int place)
    {
        Span<float> row = new(current, _current.Stride);
        if (Layer.Linear.HasBiases)
        {
            TensorPrimitives.Add(row, Layer.Linear.Bias.PaddedRow(0), row);
        }

        if (_length > 0)
        {
            float scale = _length * HiddenLayer.InverseNorm(Kernels.SumOfSquares(current, _current.Stride));
            TensorPrimitives.Multiply(row, scale, row);
            if (_learns)
            {
                _scales[place] = scale;
            }
        }
    }

    // I = L z/‖z‖: ∂/∂z = L/‖z‖ (δ − (δ·I) I/L²).
    private void PassLength(int place, float dot)
    {
        Vector512<float> scale = Vector512.Create(_scales[place]);
        Vector512<float> share = Vector512.Create(_scales[place] * dot / (_length * _length));
        float* delta = Delta.Values.RowStart(place);
        float* current = _currents!.RowStart(place);
        for (int unit = 0; unit < _currents.Stride; unit += Matrix.ColumnMultiple)
        {
            ((Vector512.Load(delta + unit) * scale) - (Vector512.Load(current + unit) * share)).Store(delta + unit);
        }
    }
}
