namespace Engram.Analysis.Lesions;

/// <summary>What a network loses with some of its units.</summary>
public sealed record LesionAnalysis
{
    /// <summary>What a silenced unit gives: <c>zero</c> or <c>mean</c>.</summary>
    public required string Replacement { get; init; }

    /// <summary>Random sets of units that each ensemble is compared with.</summary>
    public required int RandomSets { get; init; }

    /// <summary>Images of each class that accuracies are of.</summary>
    public required IReadOnlyList<int> ClassCounts { get; init; }

    /// <summary>Share of these images that the intact network classifies rightly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The same of each class; null for a class without images.</summary>
    public required IReadOnlyList<double?> ClassAccuracy { get; init; }

    /// <summary>One record per hidden layer, first layer first.</summary>
    public required IReadOnlyList<LayerLesions> Layers { get; init; }
}

/// <summary>What a network loses with units of one layer.</summary>
public sealed record LayerLesions
{
    /// <summary>Units of the layer, or channels.</summary>
    public required int UnitCount { get; init; }

    /// <summary>Units that no correctly classified image activates.</summary>
    public required int DeadUnits { get; init; }

    /// <summary>One record per class: what is lost with its ensemble.</summary>
    public required IReadOnlyList<EnsembleLesion> Ensembles { get; init; }

    /// <summary>Means over the classes that have random sets to compare with; null where none has.</summary>
    public required MeanDamage? Mean { get; init; }

    /// <summary>Units that belong to the ensemble of any class.</summary>
    public required int UnionUnits { get; init; }

    /// <summary>Accuracy where these alone are left in the layer; null where there are none.</summary>
    public required double? UnionAccuracy { get; init; }

    /// <summary>Accuracy against the number of units that are removed, in several orders.</summary>
    public required IReadOnlyList<RemovalCurve> Removals { get; init; }
}

/// <summary>What a network loses with the ensemble of one class in one layer, and what it keeps with it alone.</summary>
public sealed record EnsembleLesion
{
    /// <summary>The class.</summary>
    public required int Label { get; init; }

    /// <summary>Units of its ensemble by the rule mean-ratio, over correctly classified images.</summary>
    public required int Units { get; init; }

    /// <summary>Mean activation of these units over correctly classified images of all classes; 0 for none.</summary>
    public required double MeanActivity { get; init; }

    /// <summary>What silencing them costs; null where there are none.</summary>
    public required SetDamage? Damage { get; init; }

    /// <summary>The same of random sets of as many other units of like activity; null where there are too few.</summary>
    public required MatchedDamage? Random { get; init; }

    /// <summary>Where only the ensemble is left in the layer: share of the class's images that are classified rightly; null where there is none.</summary>
    public required double? KeptHits { get; init; }

    /// <summary>Where only the ensemble is left in the layer: share of the other classes' images that are taken for this class.</summary>
    public required double? KeptFalseAlarms { get; init; }
}

/// <summary>What silencing a set of units costs: accuracy intact less accuracy with them silenced.</summary>
/// <param name="Classes">For each class; null for a class without images.</param>
/// <param name="Own">For the class whose ensemble it is.</param>
/// <param name="Others">Mean over the other classes.</param>
public sealed record SetDamage(IReadOnlyList<double?> Classes, double Own, double Others)
{
    /// <summary>Own − others: 0 for units that all classes need alike.</summary>
    public double Specificity => Own - Others;
}

/// <summary>What silencing random sets of units costs that have the size and nearly the activity of an ensemble, and none of its units.</summary>
/// <param name="ActivityRatio">Mean activity of the sets, divided by that of the ensemble.</param>
/// <param name="Classes">Mean damage for each class; null for a class without images.</param>
/// <param name="Own">Damage for the class whose ensemble they are compared with.</param>
/// <param name="Others">Mean damage for the other classes.</param>
/// <param name="Specificity">Own − others.</param>
/// <param name="OwnPValue">(1 + sets with at least the ensemble's own damage)/(1 + sets).</param>
/// <param name="SpecificityPValue">The same for specificity.</param>
public sealed record MatchedDamage(
    double ActivityRatio, IReadOnlyList<double?> Classes, RandomRange Own, RandomRange Others, RandomRange Specificity, double OwnPValue, double SpecificityPValue);

/// <summary>Damage as the mean over classes, each with its own ensemble silenced; p counts means over the classes' first random sets, second ones, and so on.</summary>
/// <param name="Classes">Classes that have an ensemble and random sets to compare with.</param>
/// <param name="Own">Damage for the class whose ensemble it is.</param>
/// <param name="Others">Mean damage for the other classes.</param>
/// <param name="ActivityRatio">Mean activity of the random sets, divided by that of the ensemble.</param>
/// <param name="RandomOwn">Own damage of random sets.</param>
/// <param name="RandomOthers">Their damage for the other classes.</param>
/// <param name="RandomSpecificity">Their own − others.</param>
/// <param name="OwnPValue">(1 + sets with at least the ensembles' own damage)/(1 + sets).</param>
/// <param name="SpecificityPValue">The same for specificity.</param>
public sealed record MeanDamage(
    int Classes,
    double Own,
    double Others,
    double ActivityRatio,
    RandomRange RandomOwn,
    RandomRange RandomOthers,
    RandomRange RandomSpecificity,
    double OwnPValue,
    double SpecificityPValue)
{
    /// <summary>Own − others: 0 for units that all classes need alike.</summary>
    public double Specificity => Own - Others;
}

/// <summary>A measure over random sets.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Lower">Its .025 quantile.</param>
/// <param name="Upper">Its .975 quantile.</param>
public sealed record RandomRange(double Mean, double Lower, double Upper);

/// <summary>Accuracy against the number of units that are removed from a layer in some order.</summary>
/// <param name="Order">most-selective, least-selective, most-active, least-active (first), or random.</param>
/// <param name="Points">From none removed to one unit in eight left.</param>
public sealed record RemovalCurve(string Order, IReadOnlyList<RemovalPoint> Points);

/// <summary>A point of such a curve.</summary>
/// <param name="Removed">Units that are removed.</param>
/// <param name="Accuracy">Share of images that are classified rightly; of random orders the mean.</param>
/// <param name="Least">Of random orders the least; otherwise null.</param>
/// <param name="Most">Of random orders the most; otherwise null.</param>
public sealed record RemovalPoint(int Removed, double Accuracy, double? Least, double? Most);
