using Engram.Experiments.Specs;
using Engram.Families;

namespace Engram.Tests.Experiments.Specs;

public sealed class PaperSettingsTests
{
    public static TheoryData<string, string> Trained => [..
        from data in PaperSettings.DataSets
        from model in PaperSettings.Models
        select (data, model)];

    [Theory, MemberData(nameof(Trained))]
    public void A_run_with_the_papers_or_the_short_settings_is_the_papers_whatever_its_seed(string data, string model)
    {
        foreach (RunSpec spec in (RunSpec[])[PaperSettings.Full(data, model), PaperSettings.Quick(data, model)])
        {
            RunSpec written = SpecFile.Parse(SpecFile.Format(spec with { Training = spec.Training with { Seed = 77 } }), "spec.yaml");
            Assert.True(PaperSettings.Match(written));
        }
    }

    [Theory]
    [InlineData("layers", "784, 784")]
    [InlineData("layers", "800, 784, 784")]
    [InlineData("epochs", "41")]
    [InlineData("learningRate", "0.011")]
    [InlineData("learningRateSchedule", "cosine")]
    [InlineData("batchSize", "511")]
    [InlineData("negatives", "hard")]
    [InlineData("biases", "false")]
    [InlineData("schedule", "joint")]
    [InlineData("goodness", "mean-square")]
    [InlineData("threshold", "3")]
    [InlineData("shift", "1")]
    [InlineData("flip", "true")]
    [InlineData("dropout", "0.1")]
    [InlineData("validationSplit", "0.1")]
    [InlineData("trainSamples", "1000")]
    [InlineData("leaveOut", "3")]
    [InlineData("data", "kmnist")]
    public void A_run_that_differs_in_one_key_is_not(string key, string value)
    {
        RunSpec paper = PaperSettings.Quick("mnist", "ff");
        Assert.True(PaperSettings.Match(paper));
        RunSpec other = SpecKeys.All.Single(one => one.Name == key).Write(paper, value, key);
        Assert.NotEqual(SpecFile.Format(paper), SpecFile.Format(other));
        Assert.False(PaperSettings.Match(other));
    }

    [Fact]
    public void Neither_is_one_of_a_model_that_the_paper_did_not_train() =>
        Assert.False(PaperSettings.Match(new RunSpec { Training = ModelTable.Find("hff").Defaults }));

    [Fact]
    public void Own_images_are_not_the_papers_whatever_they_are_called()
    {
        RunSpec paper = PaperSettings.Quick("mnist", "ff");
        Assert.False(PaperSettings.Match(paper with { Data = "/images/mnist" }));
    }
}
