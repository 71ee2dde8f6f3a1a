using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engram.Tensors;

/// <summary>An array that never moves, so that a pointer into it stays valid as long as this object is reachable.</summary>
internal sealed unsafe class PinnedArray<T>
    where T : unmanaged
{
    private T[] _items;

    /// <summary>An array of zeros.</summary>
    public PinnedArray(long length) => _items = Allocate(length);

    /// <summary>First item.</summary>
    public T* Start { get; private set; }

    /// <summary>The items.</summary>
    public Span<T> Items => _items;

    /// <summary>Makes room for a number of items; what the array held is lost when it has to grow.</summary>
    public void Reserve(long length)
    {
        if (length > _items.Length)
        {
            // A quarter more than asked for, so that slowly growing demands do not leave a trail of arrays.
            _items = Allocate(Math.Max(length, Math.Min(length + (length / 4), Array.MaxLength)));
        }
    }

    private T[] Allocate(long length)
    {
        if (length > Array.MaxLength)
        {
            throw new EngramException(
                $"A product needs work space for {length} values, more than the {Array.MaxLength} that fit; use fewer samples per batch or narrower layers.");
        }

        T[] items = GC.AllocateArray<T>((int)length, pinned: true);
        Start = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(items));
        return items;
    }
}
