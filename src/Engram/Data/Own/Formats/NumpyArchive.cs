using Engram.Data.Images;
using Engram.Storage;

namespace Engram.Data.Own.Formats;

/// <summary>A .npz file.</summary>
internal sealed class NumpyArchive : DatasetFormat
{
    public override string Name => "npz";

    public override string Title => "a .npz file with x_train, y_train, x_test and y_test, or images and labels";

    public override bool Recognizes(string path) => File.Exists(path) && path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(
            path, name => NumpyNames.All.Any(one => name == one.Images || name == one.Labels || name == one.TestImages || name == one.TestLabels) ? _ => { } : null, widen: true);
        return NumpyNames.Read(path, Names(path), name => Array(path, name, arrays), options);
    }

    internal override RawImages ReadImages(string path, OwnDataOptions options) => NumpyNames.ReadImages(
        path, Names(path), name => Array(path, name, NpzFile.Read(path, other => other == name ? _ => { } : null, widen: true)), options);

    private static NumpyImages Array(string path, string name, IReadOnlyDictionary<string, NpyArray> arrays) => new(arrays[name], $"{name} in {path}");

    private static List<string> Names(string path)
    {
        List<string> names = [];
        NpzFile.Read(path, name =>
        {
            names.Add(name);
            return null;
        });
        return names;
    }
}
