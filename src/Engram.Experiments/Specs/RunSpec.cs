using Engram.Data.Images;

namespace Engram.Experiments.Specs;

/// <summary>
/// Everything that decides a run's result: the data and the training. Stored as <c>spec.yaml</c>; the keys are listed
/// in <see cref="SpecKeys"/>.
/// </summary>
public sealed record RunSpec
{
    /// <summary>Name of the data set, as the data catalog knows it, or the full path of own images.</summary>
    public string Data { get; init; } = "mnist";

    /// <summary>Full path of own test images; null where they are with the others, or are drawn from them.</summary>
    public string? TestData { get; init; }

    /// <summary>Share of every class of own images that is kept for the test; null for that of <see cref="OwnDataOptions.DefaultTestSplit"/> where there are no test images.</summary>
    public float? TestSplit { get; init; }

    /// <summary>Height and width that own images are brought to; null leaves them as they are.</summary>
    public (int Height, int Width)? Resize { get; init; }

    /// <summary>Whether own images lose their color.</summary>
    public bool Grayscale { get; init; }

    /// <summary>Shape of own images that files have as rows of numbers; null where the files say it.</summary>
    public ImageShape? Shape { get; init; }

    /// <summary>Time steps that recordings of events are divided into.</summary>
    public int EventSteps { get; init; } = OwnDataOptions.DefaultEventSteps;

    /// <summary>Number of training images, taken from the front of the training split; null takes all.</summary>
    public int? TrainSamples { get; init; }

    /// <summary>
    /// A class that the network never sees, neither its images nor its label, so that it can be shown to it afterwards; null
    /// trains all classes.
    /// </summary>
    public int? LeaveOut { get; init; }

    /// <summary>The network and how it is trained.</summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary>Whether <see cref="Data"/> is a path.</summary>
    public bool HasOwnData => OwnData.IsPath(Data);

    /// <summary>What the data is called in names of folders and in sentences.</summary>
    public string DataName => NameOf(Data);

    /// <summary>How own images are read.</summary>
    public OwnDataOptions Reading => new()
    {
        TestPath = TestData,
        TestSplit = TestSplit,
        Shape = Shape,
        EventSteps = EventSteps,
        Conversion = new ImageConversion { Resize = Resize, Grayscale = Grayscale },
    };

    /// <summary>What data is called, whose name or path is known.</summary>
    internal static string NameOf(string data) => OwnData.IsPath(data) ? OwnData.NameOf(data) : data;
}
