using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The way down of a convolution whose input is to have a gradient. For steps of one it is a convolution as well: of ∂L/∂z, with each filter turned round, and with
/// channels and filters changing places.
/// </summary>
internal sealed class InputGradient
{
    private readonly ConvolutionShape _shape;
    private readonly PanelMatrix _filters;
    private readonly PanelMatrix _turned;
    private readonly WorkerPool _workers;
    private readonly ConvolutionProduct _product;
    private readonly Action<int> _turn;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="filters">[numbers of a patch, filters].</param>
    /// <exception cref="ArgumentException">Steps are not of one, or filters stand wholly in the padding.</exception>
    public InputGradient(KernelTable kernels, WorkerPool workers, ConvolutionShape shape, PanelMatrix filters)
    {
        if (shape.Stride != 1 || shape.Padding >= shape.KernelSize)
        {
            throw new ArgumentException($"The way down is for steps of 1 and less padding than a filter has rows; {shape} is another.", nameof(shape));
        }

        _shape = shape;
        _filters = filters;
        _workers = workers;
        _turned = new PanelMatrix(shape.Filters * shape.KernelSize * shape.KernelSize, shape.Channels);
        ConvolutionShape down = new(
            shape.Filters, shape.OutputHeight, shape.OutputWidth, shape.Channels, shape.KernelSize, Stride: 1, shape.KernelSize - 1 - shape.Padding);
        _product = new ConvolutionProduct(kernels, workers, down, _turned);
        _turn = TurnFilter;
    }

    /// <summary>Multiplies with the filters as they are.</summary>
    /// <param name="delta">∂L/∂z, one row for each image, in the order filter, row, column.</param>
    /// <param name="count">Images.</param>
    /// <param name="gradient">Receives ∂L/∂input, one row for each image.</param>
    public void Multiply(Matrix delta, int count, Matrix gradient)
    {
        _workers.Run(_shape.Filters, _turn);
        _product.Multiply(delta, count, addend: null, gradient);
    }

    private void TurnFilter(int filter)
    {
        int size = _shape.KernelSize * _shape.KernelSize;
        for (int place = 0; place < size; place++)
        {
            for (int channel = 0; channel < _shape.Channels; channel++)
            {
                _turned[(filter * size) + (size - 1 - place), channel] = _filters[(channel * size) + place, filter];
            }
        }
    }
}
