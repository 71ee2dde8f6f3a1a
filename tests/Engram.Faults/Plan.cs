using Engram.Faults.Calls;
namespace Engram.Faults;

/// <summary>What is known of a moment before the program is started.</summary>
/// <param name="Workshop">The folder that all is done in.</param>
/// <param name="Undisturbed">The work that is going to be disturbed.</param>
/// <param name="Place">A folder of the moment's own.</param>
/// <param name="Random">Draws.</param>
internal sealed record Plan(Workshop Workshop, Undisturbed Undisturbed, string Place, Random Random)
{
    /// <summary>What strace lets go wrong, where that is the fault.</summary>
    public Injection? Injection { get; set; }
}
