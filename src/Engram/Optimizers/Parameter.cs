using System.Numerics.Tensors;
using Engram.Optimizers;
using Engram.Storage;
using Engram.Tensors;

namespace Engram;

/// <summary>
/// Numbers that training changes, under the name that they have in a PyTorch state_dict. A matrix is kept [inputs, units], as panels, so that what an
/// active input adds lies side by side; a vector is one row. Files have a matrix [units, inputs].
/// </summary>
public sealed class Parameter
{
    private readonly PanelMatrix? _panels;
    private readonly Matrix? _row;
    private readonly int[] _shape;

    /// <summary>A matrix, for example the weights of a layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="panels">Its numbers, [inputs, units].</param>
    /// <param name="shape">Its shape in files, units first, where the inputs of a unit have several dimensions; null for [units, inputs].</param>
    internal Parameter(string name, PanelMatrix panels, int[]? shape = null)
    {
        Name = name;
        _panels = panels;
        _shape = shape ?? [panels.Columns, panels.Rows];
    }

    /// <summary>A vector, for example the biases of a layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="row">Its numbers.</param>
    /// <param name="isTrained">False for a statistic, which a layer keeps of what it saw and no optimizer changes.</param>
    internal Parameter(string name, Matrix row, bool isTrained = true)
        : this(name, row, [row.Columns]) => IsTrained = isTrained;

    /// <summary>Numbers of any shape, one after the other in one row as files have them.</summary>
    internal Parameter(string name, Matrix row, int[] shape)
    {
        Name = name;
        _row = row;
        _shape = shape;
    }

    /// <summary>For example <c>layers.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>[units, inputs] of a matrix, [units] of a vector, [filters, channels, height, width] of filters.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Whether an optimizer changes it.</summary>
    internal bool IsTrained { get; } = true;

    /// <summary>What its numbers can be; null where all do.</summary>
    internal ParameterRange? Range { get; init; }

    /// <summary>Whether it is a matrix.</summary>
    internal bool IsMatrix => _panels is not null;

    /// <summary>The matrix, [inputs, units].</summary>
    internal PanelMatrix Panels => _panels ?? throw new InvalidOperationException($"{Name} is a vector.");

    /// <summary>The vector.</summary>
    internal Matrix Row => _row ?? throw new InvalidOperationException($"{Name} is a matrix.");

    /// <summary>The 16 numbers of a row in a panel; those of the next row follow. A vector has one row, and the next panel follows.</summary>
    internal unsafe float* PanelRow(int panel, int row) =>
        _panels is null ? _row!.RowStart(row) + (panel * Matrix.ColumnMultiple) : _panels.PanelRow(panel, row);

    /// <summary>How many numbers it has: the product of <see cref="Shape"/>.</summary>
    public int Count => _shape.Aggregate(1, (product, length) => checked(product * length));

    /// <summary>A copy of all numbers, in the order of <see cref="Shape"/>.</summary>
    public float[] ToArray()
    {
        float[] values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>Copies all numbers, in the order of <see cref="Shape"/>.</summary>
    /// <param name="destination">As long as there are numbers, <see cref="Count"/>.</param>
    /// <exception cref="EngramException">It has another length.</exception>
    public void CopyTo(Span<float> destination)
    {
        RequireCount(destination.Length);
        if (_panels is null)
        {
            _row!.Row(0).CopyTo(destination);
        }
        else
        {
            NetworkTensors.CopyTransposed(_panels, destination);
        }
    }

    /// <summary>Replaces all numbers. Nothing may use the network meanwhile; a predictor has its own.</summary>
    /// <param name="values">As many as there are, in the order of <see cref="Shape"/>, all of them finite, and what such a number can be: no variance is negative, for example.</param>
    /// <exception cref="EngramException">They are more or fewer, one is no finite number, or none that it can be; then nothing is replaced.</exception>
    public void Set(ReadOnlySpan<float> values)
    {
        RequireCount(values.Length);
        if (!TensorPrimitives.IsFiniteAll<float>(values))
        {
            throw new EngramException($"A number for {this} is not finite; give finite numbers.");
        }

        if (Range?.FirstOutside(values) is { } impossible)
        {
            throw new EngramException($"A {Range.Noun} for {this} is {impossible:R}, which no {Range.Noun} can be; give numbers {Range.Limits}.");
        }

        if (_panels is null)
        {
            values.CopyTo(_row!.Row(0));
        }
        else
        {
            NetworkTensors.FillTransposed(_panels, values);
        }
    }

    /// <summary>Zeros of the same form under another name.</summary>
    internal Parameter Like(string name) =>
        _panels is null ? new(name, new Matrix(1, _row!.Columns), _shape) { Range = Range } : new(name, new PanelMatrix(_panels.Rows, _panels.Columns), _shape);

    /// <summary>Takes the numbers of a parameter of the same form.</summary>
    /// <exception cref="ArgumentException">It has another form.</exception>
    internal unsafe void CopyFrom(Parameter source)
    {
        if (!source.Shape.SequenceEqual(Shape))
        {
            throw new ArgumentException($"{source} has not the form of {this}.", nameof(source));
        }

        int rows = _panels?.Rows ?? 1;
        int panels = _panels?.PanelCount ?? _row!.Stride / Matrix.ColumnMultiple;
        for (int panel = 0; panel < panels; panel++)
        {
            new ReadOnlySpan<float>(source.PanelRow(panel, 0), rows * Matrix.ColumnMultiple)
                .CopyTo(new Span<float>(PanelRow(panel, 0), rows * Matrix.ColumnMultiple));
        }
    }

    /// <summary>A copy, as files have it.</summary>
    internal SafetensorsTensor ToTensor() =>
        _panels is null ? NetworkTensors.FromRow(Name, _row!, _shape) : NetworkTensors.FromMatrix(Name, _panels, _shape);

    /// <summary>Takes the numbers that a file has under its name.</summary>
    /// <exception cref="EngramException">The file has no such tensor, one of another shape, or a negative variance.</exception>
    internal void Read(SafetensorsFile file)
    {
        if (_panels is null)
        {
            NetworkTensors.ReadRow(file, Name, _row!, _shape);
            if (Range?.FirstOutside(_row!.Row(0)) is { } impossible)
            {
                throw new EngramException($"{file.Path} has a {Range.Noun} of {impossible:R} in {Name}, which no {Range.Noun} can be; restore it from a good copy.");
            }
        }
        else
        {
            NetworkTensors.ReadMatrix(file, Name, _panels, _shape);
        }
    }

    private void RequireCount(int count)
    {
        if (count != Count)
        {
            throw new EngramException($"{this} has {Count} numbers, but there is room or values for {count}; use a span of {Count}.");
        }
    }

    /// <summary>Whether all numbers are finite.</summary>
    internal bool IsFinite() => _panels?.IsFinite() ?? TensorPrimitives.IsFiniteAll<float>(_row!.Row(0));

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
