using Engram.Experiments.Files;
using Engram.Families;

namespace Engram.Experiments.Specs;

/// <summary>
/// All presets: what the paper trained, once as it did (<c>paper-</c>) and once in a fraction of the time (<c>quick-</c>):
/// minutes on MNIST, hours on color images. There is one for each of its data sets and models. Then networks of convolutional layers.
/// </summary>
public static class Presets
{
    /// <summary>All presets, in the order in which they are listed.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        .. Of("paper", "as long as the paper trains it", PaperSettings.Full),
        .. Of("quick", "in a fraction of the paper's time", PaperSettings.Quick),
        new("conv-quick", "Conv-FF with small maps on MNIST: two and a half minutes on two cores.", ConvolutionalSettings.Quick),
        new("conv-paper", "Conv-FF on MNIST as Scodellaro et al. train it, 121,000 TFLOP in all: about a week on two cores.", ConvolutionalSettings.Paper),
        new("conv-cifar", "Conv-HFF on CIFAR-10: about an hour on two cores.", ConvolutionalSettings.Color),
    ];

    /// <summary>The preset of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shownName">How the message names what held the name: an option, or a key with file and line.</param>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static Preset Find(string name, string shownName) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new EngramException(
            $"{shownName} is \"{name}\", but there is no such preset; {NearestName.Hint(name, All.Select(preset => preset.Name), "engram spec presets lists them all")}.");

    private static IEnumerable<Preset> Of(string family, string length, Func<string, string, RunSpec> settings) =>
        from data in PaperSettings.DataSets
        from model in PaperSettings.Models
        where PaperSettings.Trains(data, model)
        let title = DatasetCatalog.Find(data).Title.Split(',')[0]
        select new Preset($"{family}-{data}-{model}", $"{ModelTable.Find(model).Title} on {title}, {length}.", settings(data, model));
}
