using Engram.Data.Images;
using Engram.Storage;

namespace Engram.Data.Own.Formats;

/// <summary>A folder of .npy files, called as the arrays of a .npz file.</summary>
internal sealed class NumpyFolder : DatasetFormat
{
    private const string Ending = ".npy";

    public override string Name => "npy";

    public override string Title => "a folder with x_train.npy, y_train.npy, x_test.npy and y_test.npy, or images.npy and labels.npy";

    public override bool Recognizes(string path) => Directory.Exists(path) && Names(path).Length > 0;

    public override OwnParts Read(string path, OwnDataOptions options) => NumpyNames.Read(path, Names(path), name => Array(path, name), options);

    internal override RawImages ReadImages(string path, OwnDataOptions options) => NumpyNames.ReadImages(path, Names(path), name => Array(path, name), options);

    private static NumpyImages Array(string path, string name)
    {
        string file = Path.Combine(path, name + Ending);
        return new NumpyImages(NpyFile.ReadWidened(file), file);
    }

    private static string[] Names(string path) =>
        [.. Directory.EnumerateFiles(path, "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
}
