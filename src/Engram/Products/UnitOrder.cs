using System.Numerics;
using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// An order of a part's units in which those that are active in nearly the same rows stand together: the units of an ensemble. Tile
/// after tile takes the most active unit that is left, and to it those that add the fewest rows. An order found for another batch is
/// nearly as good, so it is found anew only now and then; it decides how much work a tile is, never a result.
/// </summary>
/// <param name="unitCount">Units.</param>
/// <param name="tileUnits">Units of a tile.</param>
internal sealed unsafe class UnitOrder(int unitCount, int tileUnits)
{
    // Finding the order takes about as long as a tenth of a step.
    private const int StepsBetween = 32;

    // In hundredths: a unit costs the rows that it adds to the tile, and spares a list of its own, which is about half as long.
    private const int CostOfNewRow = 100;
    private const int GainOfRow = 45;

    private readonly int[] _units = [.. Enumerable.Range(0, unitCount)];
    private readonly int[] _left = new int[unitCount];
    private readonly int[] _activeRows = new int[unitCount];
    private int _steps;

    /// <summary>All units, those of a tile side by side.</summary>
    public ReadOnlySpan<int> Units => _units;

    /// <summary>Finds the order anew if it is time.</summary>
    public void Update(UnitRows rows)
    {
        if (_steps++ % StepsBetween == 0)
        {
            Find(rows);
        }
    }

    private void Find(UnitRows rows)
    {
        for (int unit = 0; unit < unitCount; unit++)
        {
            _left[unit] = unit;
            _units[unit] = -ActiveRows.CountBits(rows.Of(unit), rows.Words);
            _activeRows[unit] = -_units[unit];
        }

        Array.Sort(_units, _left);
        ulong* union = stackalloc ulong[rows.Words];
        int leftCount = unitCount;
        for (int place = 0; place < unitCount; place++)
        {
            int best = 0;
            if (place % tileUnits == 0)
            {
                new Span<ulong>(union, rows.Words).Clear();
            }
            else
            {
                best = FindCheapest(rows, union, leftCount);
            }

            int unit = _left[best];
            _units[place] = unit;
            leftCount--;
            Array.Copy(_left, best + 1, _left, best, leftCount - best);
            ulong* added = rows.Of(unit);
            for (int word = 0; word < rows.Words; word++)
            {
                union[word] |= added[word];
            }
        }
    }

    private int FindCheapest(UnitRows rows, ulong* union, int leftCount)
    {
        int best = 0;
        int bestCost = int.MaxValue;
        for (int index = 0; index < leftCount; index++)
        {
            int unit = _left[index];
            ulong* bits = rows.Of(unit);
            int cost = -GainOfRow * _activeRows[unit];
            for (int word = 0; word < rows.Words; word++)
            {
                cost += CostOfNewRow * BitOperations.PopCount(bits[word] & ~union[word]);
            }

            if (cost < bestCost)
            {
                (best, bestCost) = (index, cost);
            }
        }

        return best;
    }
}
