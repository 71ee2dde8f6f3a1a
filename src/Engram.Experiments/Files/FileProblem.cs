using Engram.Storage;

namespace Engram.Experiments.Files;

/// <summary>Says why a file or folder cannot be used, as a clause of a sentence.</summary>
internal static class FileProblem
{
    /// <summary>Whether the exception is about the file and not about the program.</summary>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>Why a file cannot be read.</summary>
    public static string Reading(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder",
        UnauthorizedAccessException => "the permission is missing",
        _ => Clause(error),
    };

    /// <summary>Why a folder cannot be made or written to.</summary>
    public static string Making(string path, Exception error) =>
        FileAbove(path) is { } file ? $"{file} is a file"
        : error is UnauthorizedAccessException ? "the permission is missing"
        : FileFailure.OfDisk(error) ?? Clause(error);

    /// <summary>Whether it is the disk that keeps a folder from being made or written to, and not the name or the permission.</summary>
    public static bool IsOfDisk(string path, Exception error) => error is not UnauthorizedAccessException && FileAbove(path) is null;

    /// <summary>Why a file cannot be removed.</summary>
    public static string Removing(Exception error) =>
        error is UnauthorizedAccessException ? "the permission is missing" : FileFailure.OfDisk(error) ?? Clause(error);

    private static string? FileAbove(string? path) =>
        string.IsNullOrEmpty(path) ? null : File.Exists(path) ? path : FileAbove(Path.GetDirectoryName(path));

    private static string Clause(Exception error) => error.Message.TrimEnd('.', ' ');
}
