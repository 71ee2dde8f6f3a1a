using System.Runtime.InteropServices;

namespace Engram.Reports.Drawing;

/// <summary>The native library that figures are drawn with. All but figures works without it.</summary>
public static class DrawingLibrary
{
    private static readonly Lazy<Exception?> Failure = new(Load);

    /// <summary>A sentence where the library cannot be used; null where it can.</summary>
    public static string? Problem => Failure.Value is null
        ? null
        : $"Figures cannot be drawn because the library libSkiaSharp is missing or made for another kind of machine; install engram again for {RuntimeInformation.RuntimeIdentifier}, or put the library into {AppContext.BaseDirectory}.";

    /// <exception cref="EngramException">The library cannot be used.</exception>
    internal static void Require()
    {
        if (Problem is { } problem)
        {
            throw new EngramException(problem, Failure.Value);
        }
    }

    private static Exception? Load()
    {
        try
        {
            FigureFont.Ensure();
            return null;
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            return error;
        }
    }
}
