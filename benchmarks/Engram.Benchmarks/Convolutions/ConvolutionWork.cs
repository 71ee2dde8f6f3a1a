using Engram.Benchmarks.Kernels;
using Engram.Families.Convolutional.Products;
using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Benchmarks.Convolutions;

/// <summary>The two products of a convolutional layer's step as training calls them, on drawn maps.</summary>
internal sealed unsafe class ConvolutionWork
{
    private readonly ConvolutionCase _case;
    private readonly Matrix _maps;
    private readonly Matrix _drives;
    private readonly Matrix _delta;
    private readonly ConvolutionProduct _product;
    private readonly FilterGradient _gradient;

    public ConvolutionWork(ConvolutionCase of, WorkerPool workers)
    {
        _case = of;
        ConvolutionShape shape = of.Shape;
        DenseLayer filters = new(shape.PatchSize, shape.Filters);
        filters.Initialize(RandomStream.For(1, RandomPurpose.InitialWeights, 0));
        Random random = new(1);
        _maps = new Matrix(of.Images, shape.Channels * shape.Height * shape.Width);
        _drives = new Matrix(of.Images, shape.OutputSize);
        _delta = new Matrix(of.Images, shape.OutputSize);
        for (int image = 0; image < of.Images; image++)
        {
            foreach (ref float value in _maps.Row(image))
            {
                value = random.NextDouble() < of.InputActive ? .5f + random.NextSingle() : 0;
            }

            FillGradient(random, _delta.Row(image));
        }

        _product = new ConvolutionProduct(KernelTable.Current, workers, shape, filters.Weights);
        _gradient = new FilterGradient(KernelTable.Current, workers, shape, of.Images);
    }

    /// <summary>The way up as a kernel among others.</summary>
    public static KernelWork Forward(ConvolutionCase of, WorkerPool workers)
    {
        ConvolutionWork work = new(of, workers);
        return new KernelWork(work.Forward, of.MultiplyAdds * of.InputActive, work.Bytes);
    }

    /// <summary>The gradient of the filters as a kernel among others.</summary>
    public static KernelWork Gradient(ConvolutionCase of, WorkerPool workers)
    {
        ConvolutionWork work = new(of, workers);
        return new KernelWork(work.Gradient, of.MultiplyAdds * of.GradientActive, work.Bytes);
    }

    /// <summary>The way up.</summary>
    public void Forward() => _product.Multiply(_maps, _case.Images, addend: null, _drives);

    /// <summary>The gradient of the filters, without the optimizer's step.</summary>
    public void Gradient() => _gradient.Add(_maps, _delta, _case.Images, goesOn: false);

    private double Bytes => sizeof(float) * ((double)_case.Images * (_maps.Columns + _case.Shape.OutputSize) + (_case.Shape.PatchSize * _case.Filters));

    // Of a 2x2 window that is pooled, one number at most has a gradient.
    private void FillGradient(Random random, Span<float> gradient)
    {
        if (_case.GradientActive == 1)
        {
            foreach (ref float value in gradient)
            {
                value = random.NextSingle() - .5f;
            }

            return;
        }

        int width = _case.Shape.OutputWidth;
        for (int row = 0; row + 1 < gradient.Length / width; row += 2)
        {
            for (int column = 0; column + 1 < width; column += 2)
            {
                int place = ((row + random.Next(2)) * width) + column + random.Next(2);
                gradient[place] = random.NextDouble() < 4 * _case.GradientActive ? random.NextSingle() - .5f : 0;
            }
        }
    }
}
