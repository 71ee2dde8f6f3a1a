namespace Engram.Labels;

/// <summary>The ways in which labels enter a network that takes them.</summary>
internal static class LabelCodes
{
    /// <summary>Over the first pixels of every channel.</summary>
    public const string Overlay = "overlay";

    /// <summary>As inputs of their own, behind the pixels.</summary>
    public const string Appended = "appended";

    /// <summary>As waves that are blended into the whole image.</summary>
    public const string Fourier = "fourier";

    /// <summary>As operations on the image.</summary>
    public const string Morphological = "morphological";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Overlay, Appended, Fourier, Morphological];

    /// <summary>Whether labels have inputs that carry nothing else.</summary>
    public static bool HasInputsOfItsOwn(string name) => name is Overlay or Appended;

    /// <summary>Fails where there is none of that name.</summary>
    /// <exception cref="EngramException">The sentence lists those there are.</exception>
    internal static void Require(string name) => NamedChoice.Find("label code", name, All, one => one);
}
