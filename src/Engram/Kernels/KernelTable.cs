using System.Runtime.Intrinsics;
using Engram.Tensors;

namespace Engram.Kernels;

/// <summary>
/// The arithmetic of one instruction-set level. Every product is one chain of fused multiply-adds per output element, in
/// ascending order of the summed index, and every sum over a row is kept in 16 partial sums whatever the vector width.
/// So all levels with fused multiply-add give the same bits, and so do dense, tiled and listed walks over the same
/// numbers: a term that a sparse walk leaves out would have added zero.
/// </summary>
internal abstract unsafe class KernelTable
{
    /// <summary>Names one kernel table that is then used whatever the machine would allow.</summary>
    public const string EnvironmentVariable = "ENGRAM_KERNELS";

    private static readonly Lazy<(KernelTable Table, string Reason)> Chosen = new(() => Choose(Environment.GetEnvironmentVariable(EnvironmentVariable)));

    /// <summary>All tables, narrowest first. To add one: a file with its class, and a line here.</summary>
    public static IReadOnlyList<KernelTable> All { get; } =
    [
        new ScalarKernels(),
        new Vector128Kernels(),
        new Vector256Kernels(),
        new Vector512Kernels(),
    ];

    /// <summary>The table in use: the one that <see cref="EnvironmentVariable"/> names, otherwise the widest supported.</summary>
    /// <exception cref="EngramException">The variable names no table, or one that this machine cannot run.</exception>
    public static KernelTable Current => Chosen.Value.Table;

    /// <summary>Why <see cref="Current"/> is in use.</summary>
    public static string Reason => Chosen.Value.Reason;

    /// <summary>Name for <see cref="EnvironmentVariable"/>, run.json and tests.</summary>
    public abstract string Name { get; }

    /// <summary>What the table needs of the machine, in one clause.</summary>
    public abstract string Description { get; }

    /// <summary>Whether this machine runs the table at full speed.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Whether multiply-adds are fused, as the common bits of all tables require.</summary>
    internal virtual bool IsFused => true;

    /// <summary>Output rows that <see cref="AccumulateTile"/> computes at once.</summary>
    internal abstract int TileRows { get; }

    /// <summary>Columns of a tile as <see cref="AccumulateTile"/> holds it in registers, a multiple of 16.</summary>
    internal abstract int TileColumns { get; }

    /// <summary>
    /// Columns that a product works through before it takes the next ones; with them, all right-hand rows stay in the
    /// second-level cache. A multiple of the widest panel.
    /// </summary>
    internal abstract int ColumnBlock { get; }

    /// <summary>
    /// Time of a multiply-add in <see cref="AccumulateRow"/> over that of one in a full tile; decides between the two by
    /// counting. Never changes a result.
    /// </summary>
    internal abstract float RowCost { get; }

    /// <summary>So many terms ahead a tile may ask for rows of the right-hand matrix.</summary>
    internal const int TermsAhead = 16;

    /// <summary>
    /// destination[destinationRows[r], j] (+)= Σ_t left[t · TileRows + r] · right[rightRows[t], j] for all r below
    /// <see cref="TileRows"/> and j below <paramref name="width"/>.
    /// </summary>
    /// <param name="left">Packed factors, [count, TileRows].</param>
    /// <param name="rightRows">
    /// Rows of the right-hand matrix to walk, [count]. A tile may read <see cref="TermsAhead"/> numbers more, whatever they are.
    /// </param>
    /// <param name="count">Terms of each sum.</param>
    /// <param name="right">The columns of the right-hand matrix.</param>
    /// <param name="destination">The columns of the destination.</param>
    /// <param name="destinationRows">Rows to write, [TileRows].</param>
    /// <param name="width">Columns, a multiple of 16.</param>
    /// <param name="accumulate">Whether sums go on from what the destination holds, or start at zero.</param>
    internal abstract void AccumulateTile(
        float* left,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int* destinationRows,
        int width,
        bool accumulate);

    /// <summary>
    /// destination[destinationRows[r], j] (+)= Σ_t left[leftRows[r] + leftTerms[t]] · right[rightRows[t], j], otherwise as <see cref="AccumulateTile"/>: the
    /// left side is read where it is, as windows over maps are that overlap.
    /// </summary>
    /// <param name="left">Where the places of the left side are counted from.</param>
    /// <param name="leftRows">Place of each row's first factor, [TileRows].</param>
    /// <param name="leftTerms">How far from there each term's factor is, [count].</param>
    /// <param name="rightRows">Rows of the right-hand matrix to walk, [count].</param>
    /// <param name="count">Terms of each sum.</param>
    /// <param name="right">The columns of the right-hand matrix.</param>
    /// <param name="destination">The columns of the destination.</param>
    /// <param name="destinationRows">Rows to write, [TileRows].</param>
    /// <param name="width">Columns, a multiple of 16.</param>
    /// <param name="accumulate">Whether sums go on from what the destination holds, or start at zero.</param>
    internal abstract void AccumulatePlaced(
        float* left,
        int* leftRows,
        int* leftTerms,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int* destinationRows,
        int width,
        bool accumulate);

    /// <summary>destination[j] (+)= Σ_t left[t] · right[rightRows[t], j] for all j below <paramref name="width"/>.</summary>
    /// <remarks>Parameters as in <see cref="AccumulateTile"/>, for a single output row, the first of the destination.</remarks>
    internal abstract void AccumulateRow(
        float* left,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int width,
        bool accumulate);

    /// <summary>
    /// values[j] = max(values[j] + bias[j], 0). Bit j of <paramref name="activeUnits"/> tells whether it is above zero.
    /// Returns Σ values². NaN stays NaN and counts as active, so that it is seen.
    /// </summary>
    internal abstract float Rectify(float* values, float* bias, int width, ulong* activeUnits);

    /// <summary>
    /// values[j] = max((product[j] + overlay[j]) · scale + bias[j], 0), rounded after each operation; otherwise as <see cref="Rectify"/>.
    /// </summary>
    internal abstract float RectifyOverlaid(float* product, float* overlay, float scale, float* bias, float* values, int width, ulong* activeUnits);

    /// <summary>Bit j of <paramref name="activeUnits"/> tells whether values[j] differs from zero.</summary>
    internal abstract void CollectActive(float* values, int width, ulong* activeUnits);

    /// <summary>values[j] = the next of the packed values where bit j of <paramref name="activeUnits"/> is set, otherwise 0.</summary>
    /// <remarks>Up to <see cref="Expansion.Overread"/> floats behind the packed values may be read; they have no influence.</remarks>
    internal virtual void Expand(float* packed, ulong* activeUnits, float* values, int width) =>
        Expansion.UnitByUnit(packed, activeUnits, values, width);

    /// <summary>Σ values[j]².</summary>
    internal abstract float SumOfSquares(float* values, int width);

    /// <summary>Σ |values[j]|.</summary>
    internal abstract float SumOfMagnitudes(float* values, int width);

    /// <summary>
    /// One Adam step on a stretch of parameters, and zeros where the gradient was, ready for the next accumulation:
    /// m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g², p = p − step · m / (√v · scale + ε). An m that is no normal number is zero.
    /// </summary>
    internal abstract void Adam(float* parameters, float* gradient, float* firstMoment, float* secondMoment, int width, in AdamStep step);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The 16 partial sums once the upper half has been added to the lower, added up in the same way.</summary>
    internal static float SumLanes(Vector256<float> lanes) => SumLanes(lanes.GetLower() + lanes.GetUpper());

    /// <summary>The same where that has been done twice.</summary>
    internal static float SumLanes(Vector128<float> lanes)
    {
        lanes += Vector128.Shuffle(lanes, Vector128.Create(2, 3, 0, 1));
        return lanes[0] + lanes[1];
    }

    /// <summary>Adds the upper half to the lower until one is left: the order in which the 16 partial sums become one.</summary>
    internal static float SumLanes(float* lanes)
    {
        for (int half = Matrix.ColumnMultiple / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                lanes[lane] += lanes[lane + half];
            }
        }

        return lanes[0];
    }

    /// <summary>Sets the bits of the 16 units from <paramref name="column"/> on: a store of their own, since a word that grows by them would be waited for. Words are little-endian wherever .NET has vectors of its own.</summary>
    private protected static void SetBits(ulong* activeUnits, int column, ulong bits) =>
        ((ushort*)activeUnits)[column / Matrix.ColumnMultiple] = (ushort)bits;

    /// <summary>Clears the bits behind those of a row.</summary>
    private protected static void ClearLastWord(ulong* activeUnits, int width)
    {
        if (width % 64 != 0)
        {
            activeUnits[width / 64] = 0;
        }
    }

    /// <summary>The table of a name, or the widest supported one where the name is empty, and why.</summary>
    internal static (KernelTable Table, string Reason) Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return (All.Last(table => table.IsSupported), "widest that this machine supports");
        }

        KernelTable named = All.FirstOrDefault(table => table.Name == name) ?? throw new EngramException(
            $"{EnvironmentVariable} is '{name}', which is no kernel table; use one of {string.Join(", ", All)}, or unset it.");
        return named.IsSupported
            ? (named, $"forced by {EnvironmentVariable}")
            : throw new EngramException(
                $"{EnvironmentVariable} is '{name}', which needs {named.Description}, and this machine has none; use one of {string.Join(", ", All.Where(table => table.IsSupported))}, or unset it.");
    }
}
