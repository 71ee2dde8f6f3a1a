using System.Runtime.Intrinsics;

namespace Engram.Families.Spiking.Membranes;

/// <summary>The formula of a surrogate gradient.</summary>
internal interface ISurrogateSlope
{
    /// <summary>Its values for 16 units.</summary>
    /// <param name="distance">U − θ.</param>
    /// <param name="slope">How steep it is.</param>
    static abstract Vector512<float> Of(Vector512<float> distance, Vector512<float> slope);
}
