using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>A folder with a folder of images for each class, or two of such folders.</summary>
internal sealed class ClassFolders : FoldersOfClasses
{
    public override string Name => "class-folders";

    public override string Title => "a folder with a folder of PNG, JPEG or BMP images for each class, or with such folders in train and test";

    protected override string SampleName => "image";

    protected override IEnumerable<string> Endings => ImageFile.Endings;

    protected override bool IsSample(string path) => ImageFile.IsNamedLikeOne(path) || ImageFile.IsNamedLikeAnother(path);

    protected override string[] FindAll(string folder) => ImageFiles.FindAll(folder);

    protected override RawImages ReadFiles(string[] files, OwnDataOptions options) => ImageFiles.Read(files, options.Conversion);
}
