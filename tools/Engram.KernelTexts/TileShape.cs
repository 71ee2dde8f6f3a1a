namespace Engram.KernelTexts;

/// <summary>What a tile holds in registers.</summary>
/// <param name="Rows">Output rows.</param>
/// <param name="Columns">Columns: a panel, two of them, or a part of one.</param>
/// <param name="FetchesAhead">Whether it asks for the lines of rows that come later.</param>
/// <param name="IsPlaced">Whether each factor of a term is in a place of its own; otherwise they are packed.</param>
internal sealed record TileShape(int Rows, int Columns, bool FetchesAhead, bool IsPlaced = false)
{
    /// <summary>Whether it has columns of more than one panel.</summary>
    public bool SpansPanels => Columns > VectorWidth.PanelColumns;
}
