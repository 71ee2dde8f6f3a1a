namespace Engram.Data.Events;

/// <summary>A form in which a recording of events is kept in a file of its own. Another one is a subclass in a file of its own and a line in <see cref="EventFormats"/>.</summary>
internal abstract class EventFormat
{
    /// <summary>Ending of the names of such files, with a dot.</summary>
    public abstract string Ending { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="EngramException">It cannot be read, or is no such recording.</exception>
    public abstract EventRecording Read(string path);
}
