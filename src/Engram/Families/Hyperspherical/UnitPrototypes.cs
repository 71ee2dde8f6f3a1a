using System.Numerics;
using Engram.Kernels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Hyperspherical;

/// <summary>
/// Prototypes at unit length, P̂ = P/‖P‖ column by column, and the way back: ∂L/∂p = (g − (g·p̂) p̂)/‖p‖ for a gradient g with respect to p̂.
/// </summary>
internal sealed unsafe class UnitPrototypes
{
    private const int PanelWidth = Matrix.ColumnMultiple;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly PanelMatrix _prototypes;
    private readonly Matrix _inverseLengths;
    private readonly Action<int> _refresh;
    private readonly Action<int> _passLength;
    private readonly Action<int> _update;
    private GradientSink? _gradient;
    private ParameterSlots _slots = null!;
    private OptimizerStep _step;

    public UnitPrototypes(KernelTable kernels, WorkerPool workers, PanelMatrix prototypes)
    {
        _kernels = kernels;
        _workers = workers;
        _prototypes = prototypes;
        Layer = new DenseLayer(prototypes.Rows, prototypes.Columns, hasBiases: false);
        _inverseLengths = new Matrix(1, prototypes.Columns);
        _refresh = RefreshPanel;
        _passLength = PassPanel;
        _update = UpdatePanel;
    }

    /// <summary>P̂ as the weights of a layer, [units, prototypes].</summary>
    public DenseLayer Layer { get; }

    /// <summary>Takes ∂L/∂P̂; made when it is first asked for.</summary>
    public GradientSink Gradient => _gradient ??= new GradientSink(_prototypes.Rows, _prototypes.Columns);

    /// <summary>Brings P̂ up to date with the prototypes.</summary>
    public void Refresh() => _workers.Run(_prototypes.PanelCount, _refresh);

    /// <summary>Turns the gradient with respect to P̂ into that with respect to the prototypes.</summary>
    public void PassLength() => _workers.Run(_prototypes.PanelCount, _passLength);

    /// <summary>Takes a step with it.</summary>
    public void Update(ParameterSlots slots, OptimizerStep step)
    {
        (_slots, _step) = (slots, step);
        _workers.Run(_prototypes.PanelCount, _update);
    }

    private void RefreshPanel(int panel)
    {
        float* source = _prototypes.PanelRow(panel, 0);
        float* inverse = _inverseLengths.Start + (panel * PanelWidth);
        SumProducts(source, source, inverse);
        for (int lane = 0; lane < PanelWidth; lane++)
        {
            inverse[lane] = PrototypeScores.InverseLength(inverse[lane]);
        }

        Scale(source, inverse, Layer.Weights.PanelRow(panel, 0));
    }

    private void PassPanel(int panel)
    {
        float* gradient = Gradient.Sum.PanelRow(panel, 0);
        float* unit = Layer.Weights.PanelRow(panel, 0);
        float* along = stackalloc float[PanelWidth];
        SumProducts(gradient, unit, along);
        for (int index = 0; index < _prototypes.Rows * PanelWidth; index += Vector<float>.Count)
        {
            Vector<float> lost = Vector.Load(unit + index) * Vector.Load(along + (index % PanelWidth));
            Vector.Store(Vector.Load(gradient + index) - lost, gradient + index);
        }

        Scale(gradient, _inverseLengths.Start + (panel * PanelWidth), gradient);
    }

    private void UpdatePanel(int panel) =>
        _slots.Update(_kernels, _step, panel, 0, Gradient.Sum.PanelRow(panel, 0), _prototypes.Rows * PanelWidth);

    // sums[j] = Σ_r first[r, j] · second[r, j], in the order of the rows, each product rounded.
    private void SumProducts(float* first, float* second, float* sums)
    {
        for (int lane = 0; lane < PanelWidth; lane += Vector<float>.Count)
        {
            Vector<float> sum = Vector<float>.Zero;
            for (int index = lane; index < _prototypes.Rows * PanelWidth; index += PanelWidth)
            {
                sum += Vector.Load(first + index) * Vector.Load(second + index);
            }

            Vector.Store(sum, sums + lane);
        }
    }

    private void Scale(float* source, float* factors, float* destination)
    {
        for (int index = 0; index < _prototypes.Rows * PanelWidth; index += Vector<float>.Count)
        {
            Vector.Store(Vector.Load(source + index) * Vector.Load(factors + (index % PanelWidth)), destination + index);
        }
    }
}
