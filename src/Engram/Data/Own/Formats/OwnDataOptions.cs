using Engram.Data.Images;

namespace Engram;

/// <summary>How own images are read, where their files do not say it.</summary>
public sealed record OwnDataOptions
{
    /// <summary>Share of every class that is kept for the test where there are no test images: a sixth, as MNIST has it.</summary>
    internal const float DefaultTestSplit = DatasetSplits.DefaultTestShare;

    /// <summary>As many as spiking units have by default.</summary>
    internal const int DefaultEventSteps = 10;

    private const int MostEventSteps = 1000;

    /// <summary>Files with the test images; null where they are with the others, or are drawn from them.</summary>
    public string? TestPath { get; init; }

    /// <summary>Share of every class, above 0 and below 1, that is kept for the test; null takes <see cref="DefaultTestSplit"/> where there are no test images.</summary>
    public float? TestSplit { get; init; }

    /// <summary>Shape of an image where files have rows of numbers; null where they say it.</summary>
    public ImageShape? Shape { get; init; }

    /// <summary>Time steps that recordings of events are divided into.</summary>
    public int EventSteps { get; init; } = DefaultEventSteps;

    /// <summary>What is done to every image.</summary>
    public ImageConversion Conversion { get; init; } = ImageConversion.None;

    /// <summary>
    /// Classes that a network knows: labels are looked for among them by their names, or, where labels are numbers and these are none, by their places.
    /// Null takes the classes of the images.
    /// </summary>
    internal IReadOnlyList<string>? KnownClasses { get; init; }

    /// <summary>Whether all images are for the test where there are no test images: for what learns nothing from them.</summary>
    internal bool TestsAll { get; init; }

    /// <summary>Fails where the options cannot be used, or not together.</summary>
    /// <exception cref="EngramException">The sentence names the value and what to do.</exception>
    internal void Validate()
    {
        if (TestSplit is { } share && !(share is > 0 and < 1))
        {
            throw new EngramException(FormattableString.Invariant($"testSplit is {share}, which cannot be used; use a share above 0 and below 1."));
        }

        if (EventSteps is < 1 or > MostEventSteps)
        {
            throw new EngramException($"eventSteps is {EventSteps}, which cannot be used; use 1 to {MostEventSteps} steps.");
        }

        if (this is { TestPath: not null, TestSplit: { } split, KnownClasses: null })
        {
            throw new EngramException(FormattableString.Invariant($"testSplit is {split}, but testData names the test images; leave one of them out."));
        }
    }
}
