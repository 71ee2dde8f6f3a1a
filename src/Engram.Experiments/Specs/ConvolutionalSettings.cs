using Engram.Families;

namespace Engram.Experiments.Specs;

/// <summary>Convolutional networks to begin with: one of minutes, the one of Scodellaro et al. (arXiv 2312.14924), and one for color images.</summary>
public static class ConvolutionalSettings
{
    /// <summary>FF on small maps.</summary>
    public static RunSpec Quick { get; } = new()
    {
        Training = ModelTable.Find("conv-ff").Defaults with { Layers = [16, 32, 64], Epochs = 3 },
    };

    /// <summary>
    /// The network and the training of Scodellaro et al.: three layers of 128 filters of 7×7 without pooling, goodness compared with a threshold, wrong
    /// labels of any kind. An epoch has 607 · 10¹² multiplications and additions.
    /// </summary>
    public static RunSpec Paper { get; } = new()
    {
        Training = ModelTable.Find("conv-ff").Defaults with
        {
            Layers = [128, 128, 128],
            KernelSize = 7,
            PoolSize = 1,
            BatchNormalization = false,
            Loss = "threshold",
            Negatives = "resampled",
            LearningRate = 5e-5f,
            LearningRateSchedule = "constant",
            Epochs = 200,
            BatchSize = 50,
            SkipFirstLayer = false,
        },
    };

    /// <summary>Hyperspherical FF on maps for color images.</summary>
    public static RunSpec Color { get; } = new()
    {
        Data = "cifar-10",
        Training = ModelTable.Find("conv-hff").Defaults with { Layers = [64, 128, 256], Epochs = 30, Flip = true },
    };
}
