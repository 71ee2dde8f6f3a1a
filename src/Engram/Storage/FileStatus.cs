using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Engram.Storage;

/// <summary>What a path leads to, symbolic links followed: its kind, and which of all files of the machine it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Identity">Equal for two paths that lead to one file, through whatever links.</param>
internal readonly record struct FileStatus(FileKind Kind, (ulong Device, ulong Inode, string Path) Identity)
{
    private const int Length = 256;
    private const int KindMask = 0xF000;

    /// <summary>The status of what a path leads to, or null where that does not exist or cannot be reached.</summary>
    public static FileStatus? Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return OfWindows(path);
        }

        Span<byte> status = stackalloc byte[Length];
        if (OperatingSystem.IsMacOS())
        {
            int result = RuntimeInformation.ProcessArchitecture == Architecture.X64
                ? SystemCalls.MacIntelStatus(path, status)
                : SystemCalls.MacStatus(path, status);
            return result != 0 ? null : new FileStatus(
                (FileKind)(BinaryPrimitives.ReadUInt16LittleEndian(status[4..]) & KindMask),
                ((uint)BinaryPrimitives.ReadInt32LittleEndian(status), BinaryPrimitives.ReadUInt64LittleEndian(status[8..]), ""));
        }

        // The only status whose layout is the same on all processors.
        return SystemCalls.LinuxStatus(SystemCalls.CurrentFolder, path, 0, SystemCalls.BasicStatus, status) != 0 ? null : new FileStatus(
            (FileKind)(BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & KindMask),
            (BinaryPrimitives.ReadUInt64LittleEndian(status[136..]), BinaryPrimitives.ReadUInt64LittleEndian(status[32..]), ""));
    }

    /// <summary>Whether two paths lead to one file that exists.</summary>
    public static bool IsSame(string first, string second) =>
        Of(first) is { } status && Of(second) is { } other && status.Identity == other.Identity;

    /// <summary>Files have a name each there but for hard links, which are rare and go unnoticed.</summary>
    private static FileStatus? OfWindows(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        FileSystemInfo target = info.ResolveLinkTarget(returnFinalTarget: true) ?? info;
        return target.Exists
            ? new FileStatus(target is DirectoryInfo ? FileKind.Folder : FileKind.File, (0, 0, target.FullName.ToUpperInvariant()))
            : null;
    }
}

/// <summary>Kinds of files, with the values that Unix gives them.</summary>
internal enum FileKind
{
    Pipe = 0x1000,
    CharacterDevice = 0x2000,
    Folder = 0x4000,
    BlockDevice = 0x6000,
    File = 0x8000,
    Socket = 0xC000,
}
