namespace Engram.Faults.Faults;

/// <summary>One kind of thing that goes wrong.</summary>
internal interface IFault
{
    string Name { get; }

    /// <summary>Whether the folder has to lie on a small file system of its own.</summary>
    bool NeedsSmallDisk => false;

    /// <summary>Whether it spoils a file, which a run may warn of.</summary>
    bool SpoilsFile => false;

    /// <summary>Whether it can happen to a training without a sweep.</summary>
    bool SuitsTraining => true;

    /// <summary>Lets it happen, and remembers before that what is finished.</summary>
    /// <returns>What happened, in a few words; null where it cannot be done on this machine.</returns>
    string? Strike(Moment moment);
}
