using System.Collections.Concurrent;
using Engram.Kernels;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The gradient of filters, what positions see times ∂L/∂z over all positions of all images, and the step that follows. Some images at a time make a part, whichever
/// thread has it; then parts are added in their order.
/// </summary>
internal sealed unsafe class FilterGradient
{
    // Both have an influence on the rounding of gradients, so parts depend on nothing but the shape: this many images, or more where 32 MB would not hold the parts.
    private const int ImagesOfPart = 4;
    private const long NumbersOfParts = 1 << 23;

    // Images whose gradients are looked at to choose a walk.
    private const int LookedAt = 4;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly ConvolutionShape _shape;
    private readonly MapPlaces _places;
    private readonly ConcurrentBag<GradientSpace> _free = [];
    private readonly GradientPart[] _parts;
    private readonly int _imagesOfPart;
    private readonly Action<int> _addPart;
    private readonly Action<int> _addPanel;
    private readonly Action<int> _update;
    private Matrix _maps = null!;
    private Matrix _delta = null!;
    private int _count;
    private int _partCount;
    private bool _byFilter;
    private bool _goesOn;
    private ParameterSlots _slots = null!;
    private OptimizerStep _step;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="maximumImages">Images of a batch.</param>
    public FilterGradient(KernelTable kernels, WorkerPool workers, ConvolutionShape shape, int maximumImages)
    {
        _kernels = kernels;
        _workers = workers;
        _shape = shape;
        _places = new MapPlaces(shape, kernels.TileRows);
        long mostParts = Math.Max(1, NumbersOfParts / GradientPart.NumbersOf(shape));
        _imagesOfPart = (int)Math.Max(ImagesOfPart, (maximumImages + mostParts - 1) / mostParts);
        _parts = new GradientPart[(maximumImages + _imagesOfPart - 1) / _imagesOfPart];
        for (int part = 0; part < _parts.Length; part++)
        {
            _parts[part] = new GradientPart(shape);
        }

        Sum = new PanelMatrix(shape.PatchSize, shape.Filters);
        _addPart = AddPart;
        _addPanel = AddPanel;
        _update = UpdatePanel;
    }

    /// <summary>The gradient, [numbers of a patch, filters].</summary>
    public PanelMatrix Sum { get; }

    /// <summary>Sums the gradient of a batch.</summary>
    /// <param name="maps">Maps, one row for each image.</param>
    /// <param name="delta">∂L/∂z, one row for each image, in the order filter, row, column.</param>
    /// <param name="count">Images.</param>
    /// <param name="goesOn">Whether the gradient is added to the last one.</param>
    public void Add(Matrix maps, Matrix delta, int count, bool goesOn)
    {
        (_maps, _delta, _count, _goesOn) = (maps, delta, count, goesOn);
        _partCount = (count + _imagesOfPart - 1) / _imagesOfPart;
        _byFilter = GradientPart.CostByFilter(_kernels, _shape, ActiveShare()) < GradientPart.CostByTile(_kernels, _shape);
        _workers.Run(_partCount, _addPart);
        _workers.Run(Sum.PanelCount, _addPanel);
    }

    /// <summary>Takes a step with the gradient.</summary>
    public void Update(ParameterSlots slots, OptimizerStep step)
    {
        (_slots, _step) = (slots, step);
        _workers.Run(slots.PanelCount, _update);
    }

    // Of some images; which walk is taken changes no bit.
    private double ActiveShare()
    {
        int looked = Math.Min(LookedAt, _count);
        long active = 0;
        for (int index = 0; index < looked; index++)
        {
            ReadOnlySpan<float> delta = _delta.Row(index * _count / looked);
            active += delta.Length - System.MemoryExtensions.Count(delta, 0f);
        }

        return (double)active / ((long)looked * _shape.OutputSize);
    }

    private void AddPart(int part)
    {
        GradientSpace space = _free.TryTake(out GradientSpace? kept) ? kept : new GradientSpace(_shape, _places);
        int first = part * _imagesOfPart;
        int end = Math.Min(_count, first + _imagesOfPart);
        for (int image = first; image < end; image++)
        {
            _parts[part].Add(_kernels, space, _maps.RowStart(image), _delta.RowStart(image), _byFilter, isFirst: image == first);
        }

        _free.Add(space);
    }

    private void AddPanel(int panel)
    {
        for (int part = 1; part < _partCount; part++)
        {
            _parts[0].AddPanel(_parts[part], panel);
        }

        int first = panel * Matrix.ColumnMultiple;
        int end = Math.Min(_shape.Filters, first + Matrix.ColumnMultiple);
        for (int term = 0; term < _shape.PatchSize; term++)
        {
            float* sums = Sum.PanelRow(panel, _places.NumberOfFilter(term));
            for (int filter = first; filter < end; filter++)
            {
                float sum = _parts[0].Sum(term, filter);
                sums[filter - first] = _goesOn ? sums[filter - first] + sum : sum;
            }
        }
    }

    private void UpdatePanel(int panel) =>
        _slots.Update(_kernels, _step, panel, 0, Sum.PanelRow(panel, 0), _slots.RowCount * Matrix.ColumnMultiple);
}
