namespace Engram.Data.Events;

/// <summary>The forms of recordings. To add one: a file with its class, and a line here.</summary>
internal static class EventFormats
{
    private static readonly EventFormat[] _all = [new SaccadeFile(), new EventArchive()];

    /// <summary>Endings of the names of all of them.</summary>
    public static IEnumerable<string> Endings => _all.Select(format => format.Ending);

    /// <summary>Whether a file is called like a recording.</summary>
    public static bool IsNamedLikeOne(string path) => Find(path) is not null;

    /// <summary>Reads a recording.</summary>
    /// <exception cref="EngramException">It cannot be read, is of no known form, or holds no events.</exception>
    public static EventRecording Read(string path)
    {
        EventFormat format = Find(path) ?? throw new EngramException($"{path} is no recording of events ({string.Join(", ", Endings)}); convert it to one of these.");
        EventRecording recording = format.Read(path);
        return recording.Count > 0 ? recording : throw new EngramException($"{path} holds no events; remove it, or replace it by a good copy.");
    }

    private static EventFormat? Find(string path) =>
        Array.Find(_all, format => string.Equals(Path.GetExtension(path), format.Ending, StringComparison.OrdinalIgnoreCase));
}
