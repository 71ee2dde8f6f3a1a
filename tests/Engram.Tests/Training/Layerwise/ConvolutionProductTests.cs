using Engram.Families.Convolutional.Products;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Training.Layerwise;

/// <summary>The three products of a convolution against their definitions in double precision, and bit by bit over threads, widths and walks.</summary>
public class ConvolutionProductTests
{
    // More than one part of the filters' gradient, the last of which is not full.
    private const int Images = 9;

    /// <summary>Channels, height, width, filters, rows and columns of a filter, stride, padding.</summary>
    public static TheoryData<int, int, int, int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1, 1, 1, 0 },
        { 1, 28, 28, 16, 3, 1, 1 },
        { 1, 9, 12, 32, 5, 1, 2 },
        { 3, 11, 8, 17, 3, 1, 1 },
        { 3, 8, 13, 33, 7, 1, 3 },
        { 16, 10, 10, 32, 3, 1, 1 },
        { 20, 7, 5, 64, 3, 1, 0 },
        { 33, 5, 6, 48, 5, 1, 4 },
        { 2, 5, 70, 5, 3, 1, 2 },
        { 4, 12, 9, 20, 3, 2, 1 },
        { 5, 9, 14, 40, 4, 3, 0 },
        { 2, 6, 7, 12, 2, 2, 5 },
        { 2, 4, 90, 3, 2, 7, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_are_those_of_their_definitions_for_dense_and_sparse_numbers(int channels, int height, int width, int filters, int size, int stride, int padding)
    {
        ConvolutionShape shape = new(channels, height, width, filters, size, stride, padding);
        foreach (double share in (double[])[1, .2, .02, 0])
        {
            Products made = Products.Make(KernelTable.Current, shape, threads: 2, share);
            made.RequireForward();
            made.RequireFilterGradient();
            made.RequireInputGradient();
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bits_are_those_of_one_thread_and_of_every_width_and_walk(int channels, int height, int width, int filters, int size, int stride, int padding)
    {
        ConvolutionShape shape = new(channels, height, width, filters, size, stride, padding);
        foreach (double share in (double[])[1, .2])
        {
            Products one = Products.Make(KernelTables.Find("scalar"), shape, threads: 1, share);
            foreach (KernelTable kernels in KernelTables.Fused)
            {
                foreach (float rowCost in (float[])[AdjustedKernels.AlwaysTiles, AdjustedKernels.AlwaysRows])
                {
                    Products.Make(new AdjustedKernels(kernels, rowCost), shape, threads: 3, share).RequireSameBits(one);
                }
            }
        }
    }

    [Fact]
    public void A_gradient_goes_on_from_the_last_one()
    {
        ConvolutionShape shape = new(3, 8, 7, 20, 3, 1, 1);
        Products once = Products.Make(KernelTable.Current, shape, threads: 2, activeShare: .5);
        Products twice = Products.Make(KernelTable.Current, shape, threads: 2, activeShare: .5, goesOn: true);
        for (int term = 0; term < shape.PatchSize; term++)
        {
            Assert.Equal(once.FilterGradient.Row(term).Select(value => 2 * value), twice.FilterGradient.Row(term));
        }
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 3)]
    public void A_way_down_that_is_no_convolution_is_refused(int stride, int padding)
    {
        ConvolutionShape shape = new(1, 8, 8, 1, 3, stride, padding);
        using WorkerPool workers = new(1);
        Assert.Throws<ArgumentException>(() => new InputGradient(KernelTable.Current, workers, shape, new PanelMatrix(9, 1)));
    }

    /// <summary>Drawn maps, filters and gradients, and what the products made of them.</summary>
    private sealed class Products
    {
        private readonly ConvolutionShape _shape;
        private readonly Matrix _maps;
        private readonly Matrix _delta;
        private readonly Matrix _drives;
        private readonly Matrix? _inputGradient;
        private readonly PanelMatrix _filters;

        private Products(KernelTable kernels, ConvolutionShape shape, int threads, double activeShare, bool goesOn)
        {
            Random random = new(5);
            _shape = shape;
            _maps = Draw(random, shape.Channels * shape.Height * shape.Width, activeShare);
            _delta = Draw(random, shape.OutputSize, activeShare);
            _filters = Panels.Create(random, shape.PatchSize, shape.Filters);
            _drives = new Matrix(Images, shape.OutputSize);
            using WorkerPool workers = new(threads);
            new ConvolutionProduct(kernels, workers, shape, _filters).Multiply(_maps, Images, addend: null, _drives);
            FilterGradient gradient = new(kernels, workers, shape, Images);
            gradient.Add(_maps, _delta, Images, goesOn: false);
            if (goesOn)
            {
                gradient.Add(_maps, _delta, Images, goesOn: true);
            }

            FilterGradient = gradient.Sum;
            if (shape.Stride == 1 && shape.Padding < shape.KernelSize)
            {
                _inputGradient = new Matrix(Images, _maps.Columns);
                new InputGradient(kernels, workers, shape, _filters).Multiply(_delta, Images, _inputGradient);
            }
        }

        public PanelMatrix FilterGradient { get; }

        public static Products Make(KernelTable kernels, ConvolutionShape shape, int threads, double activeShare, bool goesOn = false) =>
            new(kernels, shape, threads, activeShare, goesOn);

        public void RequireForward()
        {
            double[] filters = [.. Enumerable.Range(0, _shape.Filters).SelectMany(filter => Enumerable.Range(0, _shape.PatchSize).Select(term => (double)_filters[term, filter]))];
            for (int image = 0; image < Images; image++)
            {
                double[] maps = [.. _maps.Row(image).ToArray().Select(value => (double)value)];
                RequireClose(
                    ReferenceMaps.Of(maps, _shape.Channels, _shape.Height, _shape.Width).Convolve(filters, _shape.KernelSize, _shape.Stride, _shape.Padding).Flat,
                    _drives.Row(image));
            }
        }

        // Each pair of a number that a filter sees and ∂L/∂z of its position, as the definition of the convolution has them.
        public void RequireFilterGradient()
        {
            double[][] expected = [.. Enumerable.Range(0, _shape.PatchSize).Select(_ => new double[_shape.Filters])];
            ForAllTerms((image, filter, position, term, place) => expected[term][filter] +=
                (double)_maps.Row(image)[place] * _delta.Row(image)[(filter * _shape.Positions) + position]);
            for (int term = 0; term < _shape.PatchSize; term++)
            {
                RequireClose(expected[term], FilterGradient.Row(term));
            }
        }

        public void RequireInputGradient()
        {
            if (_inputGradient is null)
            {
                return;
            }

            double[][] expected = [.. Enumerable.Range(0, Images).Select(_ => new double[_maps.Columns])];
            ForAllTerms((image, filter, position, term, place) => expected[image][place] +=
                (double)_filters[term, filter] * _delta.Row(image)[(filter * _shape.Positions) + position]);
            for (int image = 0; image < Images; image++)
            {
                RequireClose(expected[image], _inputGradient.Row(image));
            }
        }

        public void RequireSameBits(Products other)
        {
            for (int image = 0; image < Images; image++)
            {
                Bits.RequireEqual(other._drives.Row(image), _drives.Row(image), $"drives of {_shape}");
                if (_inputGradient is not null)
                {
                    Bits.RequireEqual(other._inputGradient!.Row(image), _inputGradient.Row(image), $"∂L/∂input of {_shape}");
                }
            }

            for (int term = 0; term < _shape.PatchSize; term++)
            {
                Bits.RequireEqual(other.FilterGradient.Row(term), FilterGradient.Row(term), $"∂L/∂W of {_shape}");
            }
        }

        private static Matrix Draw(Random random, int columns, double activeShare)
        {
            Matrix drawn = new(Images, columns);
            for (int image = 0; image < Images; image++)
            {
                foreach (ref float value in drawn.Row(image))
                {
                    value = random.NextDouble() < activeShare ? (random.NextSingle() * 2) - 1 : 0;
                }
            }

            return drawn;
        }

        private static void RequireClose(double[] expected, ReadOnlySpan<float> actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (int index = 0; index < expected.Length; index++)
            {
                Assert.Equal(expected[index], actual[index], 1e-4);
            }
        }

        private void ForAllTerms(Action<int, int, int, int, int> work)
        {
            int ofChannel = _shape.KernelSize * _shape.KernelSize;
            for (int image = 0; image < Images; image++)
            {
                for (int position = 0; position < _shape.Positions; position++)
                {
                    for (int term = 0; term < _shape.PatchSize; term++)
                    {
                        int y = (position / _shape.OutputWidth * _shape.Stride) + (term % ofChannel / _shape.KernelSize) - _shape.Padding;
                        int x = (position % _shape.OutputWidth * _shape.Stride) + (term % _shape.KernelSize) - _shape.Padding;
                        if (y < 0 || y >= _shape.Height || x < 0 || x >= _shape.Width)
                        {
                            continue;
                        }

                        for (int filter = 0; filter < _shape.Filters; filter++)
                        {
                            work(image, filter, position, term, (((term / ofChannel * _shape.Height) + y) * _shape.Width) + x);
                        }
                    }
                }
            }
        }
    }
}
