using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>A folder with a folder of samples for each class, or two of such folders, <c>train</c> and <c>test</c>, by these names or <c>training</c> and <c>testing</c>.</summary>
internal abstract class FoldersOfClasses : DatasetFormat
{
    private static readonly string[] _train = ["train", "training"];
    private static readonly string[] _test = ["test", "testing"];
    private static readonly string[] _validation = ["val", "valid", "validation"];

    /// <summary>What a sample is called, as a noun.</summary>
    protected abstract string SampleName { get; }

    /// <summary>Endings of the names of samples.</summary>
    protected abstract IEnumerable<string> Endings { get; }

    // Samples that lie in the folder itself are of no class, which is said when they are read.
    public override bool Recognizes(string path) => Directory.Exists(path) && ((RecognizesLoose && FolderWalk.FilesIn(path).Any(IsSample)) || FolderWalk.Folders(path).Any(folder => FolderWalk.Files(folder).Any(IsSample)));

    /// <summary>Whether files of such names are samples without doubt.</summary>
    protected virtual bool RecognizesLoose => true;

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        string[] folders = [.. FolderWalk.Folders(path).Select(folder => Path.GetFileName(folder))];
        string? test = Part(path, folders, _test);
        string? validation = Part(path, folders, _validation);
        if (Part(path, folders, _train) is not { } train)
        {
            return (validation ?? test) is { } part
                ? throw new EngramException(
                    $"{path} has a folder {part}, but none called {_train[0]}; name the training {SampleName}s {_train[0]}, or name the folder that has the folders of the classes.")
                : new OwnParts(ReadPart(path, options), null);
        }

        if (Array.Find(folders, name => name != train && name != test && name != validation) is { } strange)
        {
            throw new EngramException($"{path} has the folder {strange} beside {train}, so that it is not clear what is a class; keep {train} and {test ?? _test[0]} alone.");
        }

        bool readsTest = test is not null && options.TestPath is null;
        LabelledImages images = ReadPart(Path.Combine(path, train), options);
        if (readsTest)
        {
            return new OwnParts(images, ReadPart(Path.Combine(path, test!), options)) { Remark = validation is null ? null : $"{validation} is not used" };
        }

        return validation is not null && options.TestPath is null && options.TestSplit is null
            ? throw new EngramException(
                $"{path} has {train} and {validation} but no {_test[0]}; add --test-data {Path.Combine(path, validation)} to test on it, or --test-split with a share of {train}.")
            : new OwnParts(images, null);
    }

    /// <summary>The folder of a part, whatever the case of its name; null where there is none.</summary>
    private static string? Part(string path, string[] folders, string[] names)
    {
        string[] found = Array.FindAll(folders, folder => names.Contains(folder, StringComparer.OrdinalIgnoreCase));
        return found.Length < 2 ? found.FirstOrDefault() : throw new EngramException(
            $"{path} has the folders {found[0]} and {found[1]}, so that it is not clear which is meant; keep one of them.");
    }

    private LabelledImages ReadPart(string path, OwnDataOptions options)
    {
        List<(string File, string Class)> images = [];
        string[] folders = FolderWalk.Folders(path);
        if (folders.Length == 0)
        {
            throw new EngramException($"{path} has no folders of classes; make one for each class, and put its {SampleName}s into it.");
        }

        if (Array.Find(FolderWalk.FilesIn(path), IsSample) is { } loose)
        {
            throw new EngramException($"{loose} lies beside the folders of the classes; move it into the folder of its class, or remove it.");
        }

        foreach (string folder in folders)
        {
            string[] files = FindAll(folder);
            if (files.Length == 0)
            {
                throw new EngramException($"The class folder {folder} holds no {SampleName} ({string.Join(", ", Endings)}); add {SampleName}s, or remove the folder.");
            }

            RequireOwnSamples(folder);
            images.AddRange(files.Select(file => (file, Path.GetFileName(folder))));
        }

        // Whoever takes the first images is to get some of all classes.
        int[] order = [.. Enumerable.Range(0, images.Count)];
        RandomStream.For(1, RandomPurpose.FolderOrder).Shuffle(order);
        string[] paths = [.. order.Select(place => images[place].File)];
        return new LabelledImages(ReadFiles(paths, options), [.. order.Select(place => images[place].Class)]);
    }

    // A folder of folders alone has the classes in it, as training images of another name do, or what was unpacked into a folder of its own.
    private void RequireOwnSamples(string folder)
    {
        if (!FolderWalk.FilesIn(folder).Any(IsSample))
        {
            throw new EngramException(
                $"The folder {folder} holds no {SampleName} of its own but folders, such as {Path.GetFileName(FolderWalk.Folders(folder)[0])}; name {WithClasses(folder)} if its folders are the classes, or move the {SampleName}s into {folder}.");
        }
    }

    /// <summary>The folder itself, or what lies alone in it and has no images of its own either.</summary>
    private string WithClasses(string folder) => FolderWalk.Folders(folder) is [var only] && !FolderWalk.FilesIn(only).Any(IsSample) ? WithClasses(only) : folder;

    /// <summary>Whether a file is called like a sample, of a form that is read or not.</summary>
    protected abstract bool IsSample(string path);

    /// <summary>All samples in a folder and the folders in it, in one order on all systems.</summary>
    protected abstract string[] FindAll(string folder);

    /// <summary>Reads samples of one shape.</summary>
    protected abstract RawImages ReadFiles(string[] files, OwnDataOptions options);
}
