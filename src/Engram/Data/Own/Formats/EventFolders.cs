using Engram.Data.Events;
using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>A folder with a folder of recordings of events for each class, or two of such folders, as N-MNIST has it.</summary>
internal sealed class EventFolders : FoldersOfClasses
{
    public override string Name => "event-folders";

    public override string Title => "a folder with a folder of recordings of events, .bin or .npz, for each class, or with such folders in train and test";

    // A .bin file may be one of CIFAR, and a .npz file one of images.
    protected override bool RecognizesLoose => false;

    protected override string SampleName => "recording";

    protected override IEnumerable<string> Endings => EventFormats.Endings;

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        RequireNoColor(path, options);
        return base.Read(path, options);
    }

    /// <summary>Whether a path is a recording, or a folder that has some.</summary>
    internal static bool HasRecordings(string path) => EventFormats.IsNamedLikeOne(path) || (Directory.Exists(path) && FolderWalk.Files(path).Any(EventFormats.IsNamedLikeOne));

    /// <summary>All recordings of a file or folder, whatever their classes.</summary>
    internal override RawImages ReadImages(string path, OwnDataOptions options)
    {
        RequireNoColor(path, options);
        return ReadFiles(FindAll(path), options);
    }

    protected override bool IsSample(string path) => EventFormats.IsNamedLikeOne(path);

    protected override string[] FindAll(string folder) => Directory.Exists(folder)
        ? [.. FolderWalk.Files(folder).Where(EventFormats.IsNamedLikeOne).OrderBy(file => ImageFiles.OrderKey(Path.GetRelativePath(folder, file), Path.DirectorySeparatorChar), StringComparer.Ordinal)]
        : [folder];

    // All parts have the sensor's size, which only the largest places tell where the user does not.
    internal override OwnDataOptions Complete(string path, OwnDataOptions options)
    {
        if (options.Shape is not null)
        {
            return options;
        }

        // Only the sizes are kept: all recordings of N-MNIST would take gigabytes, so they are read again.
        string[] files = [.. new[] { path, options.TestPath }.OfType<string>().Where(HasRecordings).SelectMany(FindAll)];
        var sizes = new (int Height, int Width)[files.Length];
        ParallelReads.Run(0, files.Length, place =>
        {
            EventRecording recording = EventFormats.Read(files[place]);
            sizes[place] = (recording.Rows.Max() + 1, recording.Columns.Max() + 1);
        });

        // Of a folder without recordings it is said when the classes are looked at.
        return options with { Shape = new ImageShape(1, sizes.Select(size => size.Height).DefaultIfEmpty(1).Max(), sizes.Select(size => size.Width).DefaultIfEmpty(1).Max()) };
    }

    protected override RawImages ReadFiles(string[] files, OwnDataOptions options)
    {
        ImageShape shape = options.Shape ?? throw new InvalidOperationException("The sensor's size is found before.");
        EventFrames frames = new(options.EventSteps, shape.Height, shape.Width);
        return new ImageStack(files, place => frames.Of(EventFormats.Read(files[place]), files[place]), options.Conversion).Read();
    }

    private static void RequireNoColor(string path, OwnDataOptions options)
    {
        if (options.Conversion.Grayscale)
        {
            throw new EngramException($"{path} holds recordings of events, which have no color; leave --grayscale out.");
        }
    }
}
