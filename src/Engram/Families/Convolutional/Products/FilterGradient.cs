using Engram.Kernels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The gradient of filters, patchesᵀ · ∂L/∂z over all positions of all images, and the step that follows. It walks active numbers of patches or filters
/// with a gradient, whichever are fewer.
/// </summary>
internal sealed unsafe class FilterGradient
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly ConvolutionShape _shape;
    private readonly Patches _patches;
    private readonly GradientProduct _product;
    private readonly GradientSink _sum;
    private readonly int[] _groupEnd = new int[1];
    private readonly RowLoop _collect;
    private readonly Action<int> _update;
    private int _first;
    private Matrix _delta = null!;
    private ParameterSlots _slots = null!;
    private OptimizerStep _step;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="patches">What gathers patches.</param>
    /// <param name="filters">The filters as a layer of units.</param>
    public FilterGradient(KernelTable kernels, WorkerPool workers, ConvolutionShape shape, Patches patches, DenseLayer filters)
    {
        _kernels = kernels;
        _workers = workers;
        _shape = shape;
        _patches = patches;
        int rows = patches.Rows.Values.Rows;
        _product = new GradientProduct(kernels, workers, rows, filters);
        _sum = new GradientSink(filters.InputSize, filters.OutputSize);
        Delta = new ActiveRows(rows, shape.Filters);
        _collect = new RowLoop(workers, CollectMapRow);
        _update = UpdatePanel;
    }

    /// <summary>∂L/∂z of the positions whose patches were gathered last.</summary>
    public ActiveRows Delta { get; }

    /// <summary>The gradient, [numbers of a patch, filters].</summary>
    public PanelMatrix Sum => _sum.Sum;

    /// <summary>Called with the first row of output maps and their number whenever <see cref="Delta"/> is complete; null for nobody.</summary>
    public Action<int, int>? Collected { get; set; }

    /// <summary>Sums the gradient of a batch.</summary>
    /// <param name="maps">Maps, one row for each image.</param>
    /// <param name="delta">∂L/∂z, one row for each image, in the order filter, row, column.</param>
    /// <param name="count">Images.</param>
    /// <param name="goesOn">Whether the gradient is added to the last one.</param>
    public void Add(ActiveRows maps, Matrix delta, int count, bool goesOn)
    {
        _delta = delta;
        _sum.Adds = goesOn;
        int mapRows = count * _shape.OutputHeight;
        for (_first = 0; _first < mapRows; _first += _patches.MaximumMapRows)
        {
            int ofChunk = Math.Min(_patches.MaximumMapRows, mapRows - _first);
            _patches.Gather(maps, _first, ofChunk);
            _collect.Run(ofChunk);
            _groupEnd[0] = ofChunk * _shape.OutputWidth;
            _product.Multiply(_patches.Rows, Delta, _groupEnd, _sum);
            _sum.Adds = true;
            Collected?.Invoke(_first, ofChunk);
        }
    }

    /// <summary>Takes a step with the gradient.</summary>
    public void Update(ParameterSlots slots, OptimizerStep step)
    {
        (_slots, _step) = (slots, step);
        _workers.Run(slots.PanelCount, _update);
    }

    private void UpdatePanel(int panel) =>
        _slots.Update(_kernels, _step, panel, 0, _sum.Sum.PanelRow(panel, 0), _slots.RowCount * Matrix.ColumnMultiple);

    private void CollectMapRow(int index)
    {
        int image = (_first + index) / _shape.OutputHeight;
        int place = (_first + index) % _shape.OutputHeight * _shape.OutputWidth;
        int firstRow = index * _shape.OutputWidth;
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            float* destination = Delta.Values.RowStart(firstRow) + filter;
            foreach (float value in new ReadOnlySpan<float>(_delta.RowStart(image) + (filter * _shape.Positions) + place, _shape.OutputWidth))
            {
                *destination = value;
                destination += Delta.Values.Stride;
            }
        }

        for (int row = firstRow; row < firstRow + _shape.OutputWidth; row++)
        {
            _kernels.CollectActive(Delta.Values.RowStart(row), Delta.Values.Stride, Delta.ActiveUnits(row));
        }
    }
}
