using System.Globalization;
using System.Numerics;

namespace Engram;

/// <summary>A number that holds for all layers, or one for each layer.</summary>
/// <typeparam name="T">The number's type.</typeparam>
public readonly struct PerLayer<T> : IEquatable<PerLayer<T>>
    where T : struct, INumber<T>
{
    private readonly T _shared;
    private readonly T[]? _each;

    /// <summary>One number for each layer, first layer first; a single one holds for all.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public PerLayer(params IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException("There must be one number at least.", nameof(values));
        }

        _shared = values[0];
        _each = values.Count > 1 ? [.. values] : null;
    }

    /// <summary>Whether one number holds for all layers.</summary>
    public bool IsShared => _each is null;

    /// <summary>The numbers; a single one where it is shared.</summary>
    public IReadOnlyList<T> Values => _each ?? [_shared];

    /// <summary>The number of a layer, by its 0-based index.</summary>
    public T this[int layerIndex] => _each is null ? _shared : _each[layerIndex];

    /// <summary>A number for all layers.</summary>
    public static implicit operator PerLayer<T>(T value) => new(value);

    /// <summary>Whether the numbers are equal.</summary>
    public static bool operator ==(PerLayer<T> left, PerLayer<T> right) => left.Equals(right);

    /// <summary>Whether some number is another.</summary>
    public static bool operator !=(PerLayer<T> left, PerLayer<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(PerLayer<T> other) => Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PerLayer<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _shared.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Values.Select(value => value.ToString(null, CultureInfo.InvariantCulture)));
}
