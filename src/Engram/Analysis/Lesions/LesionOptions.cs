using Engram.Models;

namespace Engram.Analysis.Lesions;

/// <summary>How units are silenced, and what that is compared with.</summary>
public sealed record LesionOptions
{
    private const int MostSets = 100_000;
    private const string Zero = "zero";
    private const string Mean = "mean";

    /// <summary>Random sets of units that each ensemble is compared with. The smallest p is 1/(1 + sets).</summary>
    public int RandomSets { get; init; } = 100;

    /// <summary>Images that accuracies are measured on: the first of each class, as many of all classes as there are.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>What a silenced unit gives instead of its activation.</summary>
    public LesionReplacement Replacement { get; init; } = LesionReplacement.Zero;

    /// <summary>Seed of the random sets and orders.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The replacement of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    internal static LesionReplacement FindReplacement(string name) =>
        NamedChoice.Find("replacement of silenced units", name, [Zero, Mean], choice => choice) == Mean ? LesionReplacement.Mean : LesionReplacement.Zero;

    /// <summary>Its name for files and options.</summary>
    internal static string NameOf(LesionReplacement replacement) => replacement == LesionReplacement.Mean ? Mean : Zero;

    /// <summary>Fails with a sentence where a value cannot be used.</summary>
    internal void Require(int classCount)
    {
        SpecDemand.RequireRange("randomSets", RandomSets, 1, MostSets, "sets");
        SpecDemand.Require(Samples >= classCount, "samples", Samples, $"use {classCount} or more, an image for each class");
    }
}

/// <summary>What a silenced unit gives.</summary>
public enum LesionReplacement
{
    /// <summary>Nothing.</summary>
    Zero,

    /// <summary>Its mean activation over correctly classified images.</summary>
    Mean,
}
