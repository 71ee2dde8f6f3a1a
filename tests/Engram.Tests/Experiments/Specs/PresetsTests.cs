using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Training;

namespace Engram.Tests.Experiments.Specs;

public class PresetsTests
{
    [Fact]
    public void There_is_one_for_each_of_the_paper_s_runs_at_both_lengths()
    {
        IEnumerable<string> expected =
            from family in (string[])["paper", "quick"]
            from data in (string[])["mnist", "fashion-mnist", "svhn", "cifar-10"]
            from model in ModelTable.All
            where PaperSettings.Trains(data, model.Name)
            select $"{family}-{data}-{model}";
        Assert.Equal(24, expected.Count());
        Assert.Equal([.. expected, "conv-quick", "conv-paper", "conv-cifar"], Presets.All.Select(preset => preset.Name));
    }

    [Fact]
    public void Each_can_be_trained_and_reads_back() => Assert.All(Presets.All, preset =>
    {
        TrainingSpecValidation.Validate(preset.Spec.Training);
        Assert.Equal(SpecFile.Format(preset.Spec), SpecFile.Format(SpecFile.Parse(SpecFile.Format(preset.Spec), "s.yaml")));
        Assert.True(preset.Name.StartsWith("conv-", StringComparison.Ordinal) || preset.Name.EndsWith($"{preset.Spec.Data}-{preset.Spec.Training.Model}", StringComparison.Ordinal));
    });

    [Fact]
    public void They_are_the_paper_s_settings()
    {
        Assert.Equal(SpecFile.Format(PaperSettings.Full("svhn", "ff")), SpecFile.Format(Presets.Find("paper-svhn-ff", "x").Spec));
        Assert.Equal(SpecFile.Format(PaperSettings.Quick("mnist", "bp")), SpecFile.Format(Presets.Find("quick-mnist-bp", "x").Spec));
        Assert.Equal(
            ["paper-mnist-ff", "paper-fashion-mnist-ff", "paper-svhn-ff", "paper-cifar-10-ff"],
            Presets.All.Where(preset => !preset.Spec.Training.Biases).Select(preset => preset.Name));
    }

    [Theory]
    [InlineData("paper-mnist-bpff", "--preset is \"paper-mnist-bpff\", but there is no such preset; the nearest is \"paper-mnist-bp-ff\".")]
    [InlineData("best", "--preset is \"best\", but there is no such preset; engram spec presets lists them all.")]
    public void An_unknown_name_gives_its_sentence(string name, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<EngramException>(() => Presets.Find(name, "--preset")).Message);
}
