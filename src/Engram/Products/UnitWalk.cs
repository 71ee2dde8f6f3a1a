using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// A group of rows that have little in common on the left. Its units may: those of an ensemble are active in nearly the same rows,
/// whichever these are. So tiles of such units walk the union of their rows, and other units each their own.
/// </summary>
internal sealed class UnitWalk : GroupWalk
{
    private readonly UnitTiles[] _parts;

    public UnitWalk(KernelTable kernels, int unitCount)
    {
        _parts = new UnitTiles[UnitParts.Count(unitCount)];
        for (int part = 0; part < _parts.Length; part++)
        {
            _parts[part] = new UnitTiles(part, unitCount, kernels.TileRows);
        }
    }

    // A part knows what room it needs when it has found its tiles.
    public override void Begin(RowGroup group)
    {
    }

    public override void Pack(RowGroup group, ActiveRows left, ActiveRows right, int unitPart) => _parts[unitPart].Pack(group, left, right);

    public override void Add(RowGroup group, RightBlock right, PanelMatrix sums, int unitPart) => _parts[unitPart].Add(group.Kernels, right, sums);
}
