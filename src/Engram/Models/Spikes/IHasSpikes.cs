namespace Engram.Models.Spikes;

/// <summary>An ability of networks whose units fire, for analyses that ask when they do and what that takes.</summary>
internal interface IHasSpikes
{
    /// <summary>Inputs of a layer in one step.</summary>
    int InputCount(int layerIndex);

    /// <summary>
    /// Multiplications that the units of a layer take for an image, whatever drives them: T for β of every unit, and 2 T more where currents are brought to a
    /// length, for its square and for the factor.
    /// </summary>
    long UnitMultiplications(int layerIndex);
}
