using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engram.Storage;

/// <summary>
/// Brings files and the entries of folders to the disk, and fails where that fails. .NET's own flush drops the error of
/// fsync, which is the only place where a disk that was full all along, or broke, says so.
/// </summary>
internal static class DiskFlush
{
    private const int Interrupted = 4;
    private const int PermissionDenied = 13;
    private const int InvalidArgument = 22;
    private const int NotATypewriter = 25;
    private const int LinuxNoSystemCall = 38;
    private const int MacNoSystemCall = 78;
    private const int LinuxNotSupported = 95;
    private const int MacNotSupported = 45;
    private const int MacOperationNotSupported = 102;

    /// <summary>Brings a file to the disk; it stays open.</summary>
    /// <exception cref="IOException">It did not get there.</exception>
    public static void File(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!SystemCalls.WindowsFlush(file))
            {
                throw new IOException(Marshal.GetLastPInvokeErrorMessage(), Marshal.GetHRForLastWin32Error());
            }

            return;
        }

        bool added = false;
        file.DangerousAddRef(ref added);
        try
        {
            int descriptor = (int)file.DangerousGetHandle();
            Flush(descriptor);

            // Network file systems tell of some failures only at a close. That of a duplicate says the same, and leaves the file open.
            Require(SystemCalls.Close(Require(SystemCalls.Duplicate(descriptor))));
        }
        finally
        {
            file.DangerousRelease();
        }
    }

    /// <summary>
    /// Brings the entries of a folder to the disk, and so what was created in it, renamed or removed. Windows has no such
    /// call and needs none: NTFS keeps these changes in its journal, in their order.
    /// </summary>
    /// <exception cref="IOException">They did not get there.</exception>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Retry(() => SystemCalls.Open(path.Length == 0 ? "." : path, SystemCalls.FolderFlags));
        if (descriptor < 0)
        {
            // A folder may be written to without the right to read it; then nobody can flush it, and nothing is broken.
            if (Marshal.GetLastPInvokeError() == PermissionDenied)
            {
                return;
            }

            throw Failure();
        }

        try
        {
            Flush(descriptor);
        }
        finally
        {
            SystemCalls.Close(descriptor);
        }
    }

    private static void Flush(int descriptor)
    {
        if (OperatingSystem.IsMacOS() && Retry(() => SystemCalls.Control(descriptor, SystemCalls.MacFullFlush)) >= 0)
        {
            return;
        }

        if (Retry(() => SystemCalls.Flush(descriptor)) < 0 && !IsUnsupported(Marshal.GetLastPInvokeError()))
        {
            throw Failure();
        }
    }

    /// <summary>
    /// The errors of a file system that has no fsync, for folders or at all. A read-only file system (EROFS) is none of them:
    /// what is flushed here was written a moment ago, so the system has stopped writing since, as ext4 does after an error.
    /// </summary>
    private static bool IsUnsupported(int error) => error is InvalidArgument or NotATypewriter
        || (OperatingSystem.IsMacOS()
            ? error is MacNoSystemCall or MacNotSupported or MacOperationNotSupported
            : error is LinuxNoSystemCall or LinuxNotSupported);

    private static int Retry(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result;
    }

    /// <summary>The result, where it is none of an error; an interrupted close has closed all the same.</summary>
    private static int Require(int result) =>
        result >= 0 || Marshal.GetLastPInvokeError() == Interrupted ? result : throw Failure();

    /// <summary>As .NET reports errors of files on Unix: the number in <see cref="Exception.HResult"/>.</summary>
    private static IOException Failure()
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }
}
