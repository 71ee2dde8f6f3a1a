namespace Engram.Cli.Terminal;

/// <summary>The folder that paths of the command line start from. It may be gone: another process can remove it at any time.</summary>
internal static class WorkingFolder
{
    /// <summary>Its path; null where it is gone.</summary>
    public static string? Find()
    {
        try
        {
            return Directory.Exists(Environment.CurrentDirectory) ? Environment.CurrentDirectory : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
