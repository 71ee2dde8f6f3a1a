namespace Engram.Storage.Mat;

/// <summary>MATLAB's own names of the types in its files, for messages.</summary>
internal static class MatTypeNames
{
    /// <summary>The name, such as "uint8"; the number where the format knows no such type.</summary>
    public static string Describe(this MatType type) => Enum.IsDefined(type)
        ? type.ToString().ToLowerInvariant()
        : $"number {(uint)type}, which the format does not know";
}
