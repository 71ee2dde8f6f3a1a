using System.Runtime.ExceptionServices;

namespace Engram.Data.Images;

/// <summary>Reads many files with all threads; of several that cannot be read, the first is named, whatever thread came upon it.</summary>
internal static class ParallelReads
{
    /// <summary>Reads files by their places.</summary>
    /// <param name="first">The first place.</param>
    /// <param name="end">The place behind the last.</param>
    /// <param name="read">Reads one.</param>
    /// <exception cref="EngramException">That of the first place whose reading fails so.</exception>
    public static void Run(int first, int end, Action<int> read)
    {
        var errors = new EngramException?[end];
        ForEach(first, end, (place, loop) =>
        {
            try
            {
                read(place);
            }
            catch (EngramException error)
            {
                // Places below this one are still read, so that the sentence is about the first wrong file.
                errors[place] = error;
                loop.Break();
            }
        });
        if (Array.Find(errors, error => error is not null) is { } wrong)
        {
            throw wrong;
        }
    }

    // Who says what memory is wanted for knows the exception itself, not that of the loop around it.
    private static void ForEach(int first, int end, Action<int, ParallelLoopState> read)
    {
        try
        {
            Parallel.For(first, end, read);
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions.FirstOrDefault(error => error is OutOfMemoryException) ?? errors.InnerExceptions[0]);
        }
    }
}
