namespace Engram.Storage;

/// <summary>Turns what the operating system says about a file into one sentence with the path and the remedy.</summary>
internal static class FileFailure
{
    // Unix reports errno, Windows its own code behind 0x8007.
    private const int InputOutputError = 5;
    private const int LinuxNoSpace = 28;
    private const int LinuxQuotaExceeded = 122;
    private const int MacQuotaExceeded = 69;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>True for the exceptions that file operations throw for reasons outside the program.</summary>
    public static bool IsFileFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or System.Security.SecurityException;

    /// <summary>The failure to read a file.</summary>
    public static EngramException Reading(string path, Exception cause) => new(cause switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            $"{path} cannot be read because it does not exist; check the path.",
        UnauthorizedAccessException when Directory.Exists(path) =>
            $"{path} cannot be read because it is a folder; name a file in it.",
        UnauthorizedAccessException =>
            $"{path} cannot be read because the permission is missing; grant this user the right to read it.",
        _ => $"{path} cannot be read: {Clause(cause)}; check the disk and try again.",
    }, cause);

    /// <summary>The failure to see what is in a folder.</summary>
    public static EngramException Listing(string path, Exception cause) => cause is UnauthorizedAccessException
        ? new EngramException($"{path} cannot be read because the permission is missing; grant this user the right to read that folder.", cause)
        : Reading(path, cause);

    /// <summary>Does what reads a file; a failure becomes its sentence.</summary>
    /// <param name="path">What messages name.</param>
    /// <param name="read">The reading.</param>
    public static T GuardReading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsFileFailure(exception))
        {
            throw Reading(path, exception);
        }
    }

    /// <summary>Does what changes a file or a folder; a failure becomes its sentence.</summary>
    /// <param name="path">What messages name.</param>
    /// <param name="change">The change.</param>
    public static void Guard(string path, Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (IsFileFailure(exception))
        {
            throw Writing(path, exception);
        }
    }

    /// <summary>Whether a file cannot be had because somebody else holds it: ERROR_SHARING_VIOLATION, and EWOULDBLOCK on Linux and macOS.</summary>
    public static bool IsHeld(Exception exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;

    /// <summary>The state of a disk that keeps everybody from writing to it, as a clause; null where it is something else.</summary>
    public static string? OfDisk(Exception cause) =>
        IsDiskFull(cause) ? "the disk is full or its quota is used up"
        : cause.HResult == ReadOnlyFileSystem ? "its file system is read-only"
        : null;

    /// <summary>The failure to write a file, or to make or remove one.</summary>
    public static EngramException Writing(string path, Exception cause) => new(cause switch
    {
        DirectoryNotFoundException =>
            $"{path} cannot be written because its folder does not exist; create the folder first.",
        _ when IsDiskFull(cause) =>
            $"{path} cannot be written because {OfDisk(cause)}; free some space or choose another folder.",
        _ when OfDisk(cause) is { } reason =>
            $"{path} cannot be written because {reason}; choose another folder.",
        _ when cause.HResult != InputOutputError && Directory.Exists(path) =>
            $"{path} cannot be written because a folder has that name; choose another name or remove the folder.",
        UnauthorizedAccessException =>
            $"{path} cannot be written because the permission is missing; choose a folder that this user may write to.",
        _ => $"{path} cannot be written: {Clause(cause)}; check the disk and the path.",
    }, cause)
    {
        IsFailedWrite = true,
    };

    private static bool IsDiskFull(Exception cause) => OperatingSystem.IsWindows()
        ? cause.HResult is WindowsDiskFull or WindowsHandleDiskFull
        : cause.HResult == LinuxNoSpace
            || cause.HResult == (OperatingSystem.IsMacOS() ? MacQuotaExceeded : LinuxQuotaExceeded);

    /// <summary>A system message as part of a sentence.</summary>
    private static string Clause(Exception cause) => cause.Message.TrimEnd('.', ' ', '\n', '\r');
}
