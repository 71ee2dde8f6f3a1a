using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>A sweep's name, which becomes a folder: what the file says, or else the file's own name, by the same rules.</summary>
internal static class SweepName
{
    /// <exception cref="EngramException">The name is not legal.</exception>
    public static string Read(YamlMap file) => file.Find(SweepKeys.Name) is { } name
        ? SweepKeys.NameType.ReadScalar(name, SweepKeys.Name)
        : OfFile(file, $"rename the file, or give {SweepKeys.Name}");

    /// <summary>The file's name without its ending.</summary>
    /// <exception cref="EngramException">The name is not legal.</exception>
    public static string OfFile(YamlMap file, string remedy)
    {
        string name = Path.GetFileNameWithoutExtension(file.Place.FileName);
        return SweepKeys.NameType.TryParse(name, out _)
            ? name
            : throw file.Place.Fault($"the sweep would be called \"{name}\" after its file, but a name has {SweepKeys.NameType.Expectation}; {remedy}");
    }
}
