using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// A way to add a group's rows to an <see cref="OuterProduct"/>. All ways add the same terms to an element in the same order, less
/// those that are zero.
/// </summary>
internal abstract class GroupWalk
{
    /// <summary>Makes room for what the parts pack.</summary>
    public abstract void Begin(RowGroup group);

    /// <summary>Packs the left side's units of a part; called once per part, from different threads.</summary>
    public abstract void Pack(RowGroup group, ActiveRows left, ActiveRows right, int unitPart);

    /// <summary>Adds the group to some columns of a part's units.</summary>
    /// <param name="group">The group that was packed.</param>
    /// <param name="right">The columns of the right side; rows are numbered as on the left.</param>
    /// <param name="sums">Sums so far, [units of the part, columns].</param>
    /// <param name="unitPart">The part.</param>
    public abstract void Add(RowGroup group, RightBlock right, PanelMatrix sums, int unitPart);
}
