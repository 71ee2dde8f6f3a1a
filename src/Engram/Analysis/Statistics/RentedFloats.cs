using System.Buffers;

namespace Engram.Analysis.Statistics;

/// <summary>Work space from the shared pool, given back at the end of a using block.</summary>
internal readonly ref struct RentedFloats
{
    private readonly float[] _rented;

    public RentedFloats(int length)
    {
        _rented = ArrayPool<float>.Shared.Rent(length);
        Span = _rented.AsSpan(0, length);
    }

    public Span<float> Span { get; }

    public void Dispose() => ArrayPool<float>.Shared.Return(_rented);
}
