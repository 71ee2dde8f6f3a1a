namespace Engram.Reports.FigureParts;

/// <summary>What a report writes below a figure.</summary>
/// <param name="Title">What the figure is, in a few words.</param>
/// <param name="Explanation">Two sentences: what is seen, and how it was computed.</param>
internal sealed record FigureCaption(string Title, string Explanation);
