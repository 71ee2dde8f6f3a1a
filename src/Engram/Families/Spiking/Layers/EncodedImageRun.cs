using Engram.Families.Spiking.Encodings;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>
/// A first layer that spikes of pixels drive. All labels of an image share its spikes, so the weights of these are added once; a label adds those of its inputs in the
/// steps in which they fire.
/// </summary>
internal sealed unsafe class EncodedImageRun : SteppedRun
{
    private readonly SpikeEncoding _encoding;
    private readonly int _steps;
    private readonly int _labelSteps;
    private readonly SpikeSum _sum;
    private readonly SpikeTrains _spikes;
    private readonly Matrix _products;
    private readonly RowLoop _encode;
    private readonly RowLoop _multiply;
    private LayerRows _input = null!;
    private LabelOverlay _overlay = null!;
    private int _version = -1;
    private bool _hasProducts;
    private SpikeRows? _inputs;
    private ImageDrivenGradient? _gradient;

    public EncodedImageRun(KernelTable kernels, WorkerPool workers, SpikingLayer layer, SpikeEncoding encoding, int maximumRows)
        : base(kernels, workers, layer, maximumRows)
    {
        _encoding = encoding;
        _steps = layer.Settings.Steps;
        _labelSteps = encoding.LabelSteps(_steps);
        _sum = new SpikeSum(kernels, layer.Linear);
        _spikes = new SpikeTrains(maximumRows, _steps, layer.Linear.InputSize);
        _products = new Matrix(maximumRows * _steps, layer.Linear.OutputSize);
        _encode = new RowLoop(workers, Encode);
        _multiply = new RowLoop(workers, Multiply);
    }

    public override bool IsDrivenBySpikes(LayerRows input) => true;

    public override int CountInputEvents(LayerRows input, int row)
    {
        SharedImages images = input.Images!;
        int label = images.Labels[row] == NetworkRun.NoLabel ? 0 : _labelSteps * _overlay.InputsPerLabel;
        return ActiveRows.CountBits(_spikes.At(row % images.Count, 0), _steps * _spikes.Words) + label;
    }

    protected override void Begin(LayerRows input, bool learns)
    {
        base.Begin(input, learns);
        SharedImages images = input.Images!;
        if (!ReferenceEquals(input, _input))
        {
            (_input, _version) = (input, -1);
            _overlay = _encoding.StepOverlay(images.Overlay, _steps);
        }

        if (images.Version != _version)
        {
            (_version, _hasProducts) = (images.Version, false);
            _encode.Run(images.Count);
        }

        if (!_hasProducts)
        {
            _multiply.Run(images.Count);
            _hasProducts = true;
        }
    }

    protected override void SetCurrent(int row, int step, float* current)
    {
        SharedImages images = _input.Images!;
        _products.PaddedRow((row % images.Count * _steps) + step).CopyTo(new Span<float>(current, _products.Stride));
        if (step < _labelSteps && images.Labels[row] is not NetworkRun.NoLabel and var label)
        {
            _sum.AddLabel(_overlay, label, current);
        }
    }

    // The weights that made the products are about to change.
    protected override void SendGradient(LayerRows input, ProductSink sink)
    {
        _hasProducts = false;
        _inputs ??= new SpikeRows(Kernels, Workers, Layer.Linear.InputSize, MaximumRows, _steps);
        _gradient ??= new ImageDrivenGradient(Kernels, Workers, Layer.Linear, _overlay, MaximumRows, _steps, _labelSteps);
        _inputs.Take(_spikes, input.Images!.Count);
        _gradient.Send(input, _inputs.Values, Delta, sink);
    }

    private void Encode(int image)
    {
        SharedImages images = _input.Images!;
        _spikes.Clear(image);
        ReadOnlySpan<float> pixels = _input.Rows.Values.Row(image)[..images.Overlay.Shape.InputSize];
        _encoding.Encode(pixels, new EncodingKey(Layer.Settings.Seed, images.Showing), _spikes, image);
    }

    private void Multiply(int image)
    {
        for (int step = 0; step < _steps; step++)
        {
            _sum.Compute(_spikes.At(image, step), _spikes.Words, _products.RowStart((image * _steps) + step));
        }
    }
}
