namespace Engram.Models.Maps;

/// <summary>An ability of networks whose layers make maps, for analyses that ask where in an image something is.</summary>
internal interface IHasMaps
{
    /// <summary>What a number of each layer's maps sees of an image.</summary>
    IReadOnlyList<MapField> Fields { get; }

    /// <summary>The filters of a layer.</summary>
    MapFilters Filters(int layerIndex);

    /// <summary>Work space of one thread for gradients of single images.</summary>
    MapGradients CreateGradients();
}
