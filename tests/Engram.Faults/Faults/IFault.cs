namespace Engram.Faults.Faults;

/// <summary>One kind of thing that goes wrong.</summary>
internal interface IFault
{
    string Name { get; }

    /// <summary>The disk that the folder has to lie on; null where any will do.</summary>
    /// <param name="place">Where to mount it.</param>
    /// <param name="isMissing">Whether it cannot be had on this machine.</param>
    IDisposable? MountDisk(string place, out bool isMissing)
    {
        isMissing = false;
        return null;
    }

    /// <summary>Whether it spoils a file, which a run may warn of.</summary>
    bool SpoilsFile => false;

    /// <summary>Whether a run may have a warning more.</summary>
    bool MayWarn => SpoilsFile;

    /// <summary>Whether it can happen to a training without a sweep.</summary>
    bool SuitsTraining => true;

    /// <summary>Whether it can happen to a sweep.</summary>
    bool SuitsSweep => true;

    /// <summary>How the program is started, for a fault that comes with it: words before the command, or null where it cannot be done on this machine.</summary>
    /// <param name="plan">What is known before the start; a fault may leave there what it decides.</param>
    IReadOnlyList<string>? Prefix(Plan plan) => [];

    /// <summary>Whether the fault comes by itself, at a moment that the start decides.</summary>
    bool ComesByItself => false;

    /// <summary>Lets it happen, and remembers before that what is finished.</summary>
    /// <returns>What happened, in a few words; null where it cannot be done on this machine.</returns>
    string? Strike(Moment moment);
}
