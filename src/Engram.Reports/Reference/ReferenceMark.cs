namespace Engram.Reports.Reference;

/// <summary>Where a measured number lies beside the reference's.</summary>
public enum ReferenceMark
{
    /// <summary>The reference lists nothing to compare with.</summary>
    None,

    /// <summary>Inside the reference's range.</summary>
    Inside,

    /// <summary>Above the range.</summary>
    Above,

    /// <summary>Below the range.</summary>
    Below,

    /// <summary>Within the distance that counts as near to the single number that is listed.</summary>
    Near,

    /// <summary>Further away than that.</summary>
    Apart,
}
