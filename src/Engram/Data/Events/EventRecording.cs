namespace Engram.Data.Events;

/// <summary>What a camera that reports changes has recorded: one event for each change of a pixel, in the order of the file.</summary>
/// <param name="Columns">x of each event, counted from 0.</param>
/// <param name="Rows">y of each event, counted from 0.</param>
/// <param name="Times">When, in any unit.</param>
/// <param name="IsBrighter">Whether the pixel became brighter (ON), and otherwise darker (OFF).</param>
internal sealed record EventRecording(int[] Columns, int[] Rows, long[] Times, bool[] IsBrighter)
{
    /// <summary>Number of events.</summary>
    public int Count => Times.Length;
}
