using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>A folder with a folder of images for each class, or two of such folders, <c>train</c> and <c>test</c>.</summary>
internal sealed class ClassFolders : DatasetFormat
{
    private const string Train = "train";
    private const string Test = "test";

    // Images that people have, and that are not read: to pass over them would change the data in silence.
    private static readonly string[] _otherEndings = [".gif", ".webp", ".tif", ".tiff", ".heic", ".avif", ".jp2", ".ppm", ".pgm", ".tga"];

    private static readonly string[] _validation = ["val", "valid", "validation"];

    public override string Name => "class-folders";

    public override string Title => "a folder with a folder of PNG, JPEG or BMP images for each class, or with train and test that have such folders";

    // Images that lie in the folder itself are of no class, which is said when they are read.
    public override bool Recognizes(string path) => Directory.Exists(path)
        && (Directory.EnumerateFiles(path).Any(IsImage) || Folders(path).Any(folder => FolderWalk.Files(folder).Any(IsImage)));

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        string[] folders = [.. Folders(path).Select(folder => Path.GetFileName(folder))];
        string? validation = Array.Find(folders, name => _validation.Contains(name));
        if (!folders.Contains(Train))
        {
            return folders.Contains(Test) || validation is not null
                ? throw new EngramException(
                    $"{path} has a folder {validation ?? Test}, but none called {Train}; name the training images {Train}, or name the folder that has the folders of the classes.")
                : new OwnParts(ReadPart(path, options), null);
        }

        string? strange = Array.Find(folders, name => name is not (Train or Test) && name != validation);
        if (strange is not null)
        {
            throw new EngramException($"{path} has the folder {strange} beside {Train}, so that it is not clear what is a class; keep {Train} and {Test} alone.");
        }

        LabelledImages train = ReadPart(Path.Combine(path, Train), options);
        if (folders.Contains(Test) && options.TestPath is null)
        {
            return new OwnParts(train, ReadPart(Path.Combine(path, Test), options)) { Remark = validation is null ? null : $"{validation} is not used" };
        }

        return validation is not null && options.TestPath is null && options.TestSplit is null
            ? throw new EngramException(
                $"{path} has {Train} and {validation} but no {Test}; add --test-data {Path.Combine(path, validation)} to test on it, or --test-split with a share of {Train}.")
            : new OwnParts(train, null);
    }

    private static LabelledImages ReadPart(string path, OwnDataOptions options)
    {
        List<(string File, string Class)> images = [];
        if (!Folders(path).Any())
        {
            throw new EngramException($"{path} has no folders of classes; make one for each class, and put its images into it.");
        }

        if (Directory.EnumerateFiles(path).FirstOrDefault(file => IsImage(file) && !IsHidden(file)) is { } loose)
        {
            throw new EngramException($"{loose} lies beside the folders of the classes; move it into the folder of its class, or remove it.");
        }

        foreach (string folder in Folders(path))
        {
            string[] files = ImageFiles.FindAll(folder);
            if (FolderWalk.Files(folder).FirstOrDefault(IsOtherImage) is { } other)
            {
                throw new EngramException($"{other} is neither PNG, JPEG nor BMP; convert it to one of these, or remove it.");
            }

            if (files.Length == 0)
            {
                throw new EngramException($"The class folder {folder} holds no image ({string.Join(", ", ImageFile.Endings)}); add images, or remove the folder.");
            }

            images.AddRange(files.Select(file => (file, Path.GetFileName(folder))));
        }

        // Whoever takes the first images is to get some of all classes.
        int[] order = [.. Enumerable.Range(0, images.Count)];
        RandomStream.For(1, RandomPurpose.FolderOrder).Shuffle(order);
        string[] paths = [.. order.Select(place => images[place].File)];
        return new LabelledImages(ImageFiles.Read(paths, options.Conversion), [.. order.Select(place => images[place].Class)]);
    }

    private static IEnumerable<string> Folders(string path) =>
        Directory.EnumerateDirectories(path).Where(folder => !IsHidden(folder)).Order(StringComparer.Ordinal);

    private static bool IsImage(string path) => ImageFile.IsNamedLikeOne(path) || IsOtherImage(path);

    private static bool IsOtherImage(string path) =>
        !IsHidden(path) && _otherEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');
}
