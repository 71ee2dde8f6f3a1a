namespace Engram.Reports.FigureParts;

/// <summary>Where in the report's story a figure stands.</summary>
public enum ReportSection
{
    /// <summary>Accuracy and sparseness beside the reference.</summary>
    Result,

    /// <summary>Sparse, category-specific ensembles.</summary>
    Emergence,

    /// <summary>What is lost with ensembles, and with other units.</summary>
    Lesions,

    /// <summary>When units fire, and what that takes.</summary>
    Spikes,

    /// <summary>Excitation and inhibition.</summary>
    Weights,

    /// <summary>What the overlaid label alone explains.</summary>
    LabelControl,

    /// <summary>Classes that were left out of the training.</summary>
    UnseenCategory,

    /// <summary>How training went.</summary>
    Training,

    /// <summary>What inputs matter.</summary>
    Saliency,

    /// <summary>What units of fully connected layers see.</summary>
    Units,

    /// <summary>Filters, and what channels of convolutional layers see.</summary>
    Maps,
}
