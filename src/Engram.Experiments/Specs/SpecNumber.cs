namespace Engram.Experiments.Specs;

/// <summary>The numbers of which a range makes sense for a spec key.</summary>
internal enum SpecNumber
{
    /// <summary>None: the value is a name, a flag, a list or a seed.</summary>
    None,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>All numbers.</summary>
    Real,
}
