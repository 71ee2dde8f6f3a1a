namespace Engram.KernelTexts;

/// <summary>What the walk of one row's list holds in registers.</summary>
/// <param name="StripColumns">Columns that are taken at once.</param>
/// <param name="EndPanels">Panels that are taken at once where fewer columns than a strip are left: sums enough not to wait for each other.</param>
internal sealed record ListShape(int StripColumns, int EndPanels);
