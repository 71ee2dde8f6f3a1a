namespace Engram.KernelTexts;

/// <summary>A file of kernels.</summary>
/// <param name="Path">Where it is, from the repository's root.</param>
/// <param name="Text">What it holds.</param>
internal sealed record KernelFile(string Path, string Text)
{
    /// <summary>The first line of every file.</summary>
    public const string Header = "// Written by tools/Engram.KernelTexts: change the templates there, and run it.";

    /// <summary>Three files for every width.</summary>
    public static IReadOnlyList<KernelFile> All { get; } = [.. VectorWidth.All.SelectMany(Of)];

    private static KernelFile[] Of(VectorWidth width) =>
    [
        Create(width, "Tiles", TileTemplate.Fill(width)),
        Create(width, "Lists", ListTemplate.Fill(width)),
        Create(width, "Rows", RowTemplate.Fill(width)),
    ];

    private static KernelFile Create(VectorWidth width, string content, string text) =>
        new($"src/Engram/Kernels/Vector{width.Bits}Kernels.{content}.cs", $"{Header}\n{text}\n");
}
