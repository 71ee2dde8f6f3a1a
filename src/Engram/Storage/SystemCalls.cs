using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engram.Storage;

/// <summary>The few calls of the operating system that .NET does not offer, or whose errors it drops.</summary>
internal static partial class SystemCalls
{
    /// <summary>Asks macOS for the disk's own cache to be emptied too, which its fsync does not.</summary>
    public const int MacFullFlush = 51;

    /// <summary>Paths are relative to the current folder.</summary>
    public const int CurrentFolder = -100;

    /// <summary>Type, mode, inode and all else that stat tells.</summary>
    public const uint BasicStatus = 0x7ff;

    private const int LinuxCloseOnExec = 0x80000;
    private const int MacCloseOnExec = 0x1000000;

    /// <summary>The flags of <see cref="Open"/> for a folder: to read, and not passed on to processes.</summary>
    public static int FolderFlags => OperatingSystem.IsMacOS() ? MacCloseOnExec : LinuxCloseOnExec;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    public static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LinuxStatus(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MacStatus(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MacIntelStatus(string path, Span<byte> status);

    [LibraryImport("kernel32", EntryPoint = "FlushFileBuffers", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool WindowsFlush(SafeFileHandle file);
}
