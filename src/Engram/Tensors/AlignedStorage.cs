using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engram.Tensors;

/// <summary>The floats of a matrix. They never move and start on a 64-byte boundary: a cache line, a 512-bit vector.</summary>
internal sealed unsafe class AlignedStorage
{
    private const int Alignment = 64;

    // Pinned for life, so that the aligned pointer into it stays valid as long as this object is reachable.
    private readonly float[] _items;

    /// <summary>Zeros for a matrix.</summary>
    /// <param name="rows">The matrix's rows.</param>
    /// <param name="columns">The matrix's columns.</param>
    /// <param name="length">Floats that it needs with its padding.</param>
    /// <exception cref="EngramException">There are more than fit into an array.</exception>
    public AlignedStorage(int rows, int columns, long length)
    {
        long withAlignment = length + (Alignment / sizeof(float));
        if (withAlignment > Array.MaxLength)
        {
            throw new EngramException(
                $"A matrix of {rows} x {columns} needs more than {Array.MaxLength} floats; use fewer samples per batch or narrower layers.");
        }

        _items = GC.AllocateArray<float>((int)withAlignment, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_items));
        Start = (float*)((address + Alignment - 1) & ~(Alignment - 1));
    }

    /// <summary>First float; valid while this object is reachable.</summary>
    public float* Start { get; }

    public void Clear() => Array.Clear(_items);
}
