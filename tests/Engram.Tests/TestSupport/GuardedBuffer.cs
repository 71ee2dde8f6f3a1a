using System.Runtime.InteropServices;

namespace Engram.Tests.TestSupport;

/// <summary>Where values lie in a <see cref="GuardedBuffer{T}"/>.</summary>
public enum Placement
{
    /// <summary>The last value touches the page behind: reading or writing one further ends the process.</summary>
    EndsAtGuard,

    /// <summary>The first value touches the page before.</summary>
    StartsAtGuard,

    /// <summary>The first value lies off every boundary but its own size.</summary>
    Unaligned,
}

/// <summary>
/// Memory for one kernel argument. The pages before and behind can neither be read nor written (Linux), and what is left
/// of its own pages holds a pattern that must still be there afterwards.
/// </summary>
internal sealed unsafe class GuardedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const byte Pattern = 0xA5;
    private const int NoAccess = 0;
    private const int ReadWrite = 3;

    private readonly byte* _start;
    private readonly int _pageSize = Environment.SystemPageSize;
    private readonly int _usableSize;
    private readonly bool _isProtected;
    private T* _values;
    private int _length;

    public GuardedBuffer(int capacity)
    {
        // One value more, for the unaligned placement.
        int bytes = (capacity + 1) * sizeof(T);
        _usableSize = Math.Max(1, (bytes + _pageSize - 1) / _pageSize) * _pageSize;
        _start = (byte*)NativeMemory.AlignedAlloc((nuint)(_usableSize + (2 * _pageSize)), (nuint)_pageSize);
        new Span<byte>(_start, _usableSize + (2 * _pageSize)).Fill(Pattern);
        _values = (T*)Usable;
        _isProtected = OperatingSystem.IsLinux() && Protect(NoAccess);
    }

    /// <summary>The values placed last.</summary>
    public Span<T> Values => new(_values, _length);

    private byte* Usable => _start + _pageSize;

    /// <summary>Puts copies of values in place, the pattern around them.</summary>
    public T* Place(ReadOnlySpan<T> values, Placement placement)
    {
        new Span<byte>(Usable, _usableSize).Fill(Pattern);
        _length = values.Length;
        _values = placement switch
        {
            Placement.EndsAtGuard => (T*)(Usable + _usableSize - ((nint)_length * sizeof(T))),
            Placement.StartsAtGuard => (T*)Usable,
            _ => (T*)Usable + 1,
        };
        values.CopyTo(Values);
        return _values;
    }

    /// <summary>Fails where something beside the values was written.</summary>
    public void RequireUntouchedSurroundings()
    {
        byte* first = _isProtected ? Usable : _start;
        byte* end = _isProtected ? Usable + _usableSize : _start + _usableSize + (2 * _pageSize);
        byte* valuesStart = (byte*)_values;
        byte* valuesEnd = (byte*)(_values + _length);
        Assert.False(
            new ReadOnlySpan<byte>(first, (int)(valuesStart - first)).ContainsAnyExcept(Pattern),
            "The kernel wrote before the start of a buffer.");
        Assert.False(
            new ReadOnlySpan<byte>(valuesEnd, (int)(end - valuesEnd)).ContainsAnyExcept(Pattern),
            "The kernel wrote behind the end of a buffer.");
    }

    public void Dispose()
    {
        if (_isProtected)
        {
            Protect(ReadWrite);
        }

        NativeMemory.AlignedFree(_start);
    }

    private bool Protect(int access) =>
        GuardPages.Protect(_start, (nuint)_pageSize, access) == 0
        && GuardPages.Protect(Usable + _usableSize, (nuint)_pageSize, access) == 0;
}

/// <summary>The one system call that guard pages need.</summary>
internal static unsafe partial class GuardPages
{
    [LibraryImport("libc", EntryPoint = "mprotect")]
    internal static partial int Protect(void* address, nuint length, int access);
}
