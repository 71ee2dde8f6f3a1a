namespace Engram;

/// <summary>What a random stream is for. Numbers are part of the file format: a new purpose takes a new one.</summary>
internal enum RandomPurpose
{
    /// <summary>Initial weights; place: layer.</summary>
    InitialWeights = 1,

    /// <summary>Order of the training images; place: layer, epoch.</summary>
    SampleOrder = 2,

    /// <summary>Wrong labels; place: layer, epoch.</summary>
    Negatives = 3,

    /// <summary>Dropped activations; place: layer, epoch, step, row.</summary>
    Dropout = 4,

    /// <summary>Permuted classes of the selectivity test; place: permutation.</summary>
    Selectivity = 5,

    /// <summary>Wrong labels of the label control; place: none.</summary>
    ControlLabels = 6,

    /// <summary>Resampled runs; place: number of runs.</summary>
    Bootstrap = 7,

    /// <summary>Regrouped runs; place: runs of each group.</summary>
    RunPermutation = 8,

    /// <summary>Drawn settings of a sweep; place: draw, attempt, letters of the key.</summary>
    SweepSettings = 9,

    /// <summary>Shifted and mirrored images; place: layer, epoch, image.</summary>
    Augmentation = 10,

    /// <summary>Training images that are kept for validation; place: class.</summary>
    Validation = 11,

    /// <summary>Initial parameters of a layer's objective; place: layer.</summary>
    InitialObjective = 12,

    /// <summary>Own images that are kept for the test where there are no test images; place: class.</summary>
    TestImages = 13,

    /// <summary>Order of own images that lie in folders of their classes; place: none.</summary>
    FolderOrder = 14,

    /// <summary>Wrong labels that are chosen in a step; place: layer, epoch, step.</summary>
    StepNegatives = 15,

    /// <summary>Order of the images for a linear read-out; place: epoch.</summary>
    ReadOutOrder = 16,

    /// <summary>Spikes of an image's pixels; place: 0 outside of training or 1 more than the epoch, two halves of the image's hash.</summary>
    InputSpikes = 17,

    /// <summary>Random sets of units to silence; place: layer, class.</summary>
    LesionSets = 18,

    /// <summary>Random orders in which units are removed; place: layer, order.</summary>
    RemovalOrder = 19,

    /// <summary>Classes dealt out at random, for what chance gives a unit's tuning; place: number of images.</summary>
    TuningClasses = 20,

    /// <summary>Assemblies found without labels; place: 0 and index of an eigenvector, 1 and number of components, 2 and number of units.</summary>
    Assemblies = 21,

    /// <summary>Resampled classes, for intervals of what dissimilarities have in common; place: resample, number of classes.</summary>
    ClassBootstrap = 22,
}
