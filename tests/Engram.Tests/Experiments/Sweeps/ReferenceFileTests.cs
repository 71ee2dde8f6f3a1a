using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Tests.Experiments.Sweeps;

/// <summary>Experiment files of the reference mean the paper's recipe.</summary>
public class ReferenceFileTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "Experiments: []", "line 1, column 14: no experiment is enabled, so there is nothing to run; set enable to true in one of them." },
        { "ExperimentBasePath: runs", "line 1, column 1: Experiments is missing; give a list of experiments." },
        { "Experiments: []\nbase: {}", "line 2, column 1: the key \"base\" is unknown; legal are ExperimentBasePath, Experiments." },
        { "Experiments: [{experiment: {model: ff, enable: false}}]", "line 1, column 14: no experiment is enabled, so there is nothing to run; set enable to true in one of them." },
        { "Experiments: [{model: ff}]", "line 1, column 16: the key \"model\" is unknown; legal are experiment." },
        { "Experiments: [ff]", "line 1, column 15: Experiments takes a list of items such as - experiment: {model: ff, learningRate: [0.01]}." },
        { "Experiments: [{experiment: {model: ff, epoch: 3}}]", "line 1, column 40: the key \"epoch\" is unknown; the nearest is \"epochs\"." },
        { "Experiments: [{experiment: {model: ff, batchSize: 3}}]", "line 1, column 40: the key \"batchSize\" is unknown; the nearest is \"batch_size\"." },
        { "Experiments: [{experiment: {epochs: 3}}]", "line 1, column 28: an experiment lacks its model; give ff, bp_ff or bp." },
        { "Experiments: [{experiment: {model: fff}}]", "line 1, column 36: model is \"fff\", but takes one of ff, bp_ff, bp; the nearest is \"ff\"." },
        { "Experiments: [{experiment: {model: ff, norm: 3}}]", "line 1, column 46: norm is \"3\", but takes one of 1, 2, inf, .inf." },
        { "Experiments: [{experiment: {model: ff, epochs: []}}]", "line 1, column 48: epochs is an empty list; give a value, or leave epochs out." },
        { "Experiments: [{experiment: {model: ff, epochs: [3, x]}}]", "line 1, column 52: epochs is \"x\", but takes a whole number up to 2147483647." },
        { "Experiments: [{experiment: {model: ff, epochs: [0]}}]", "line 1, column 28: epochs is 0, which cannot be used; use 1 to 1000000 epochs." },
        { "Experiments: [{experiment: {model: ff, customPath: ///}}]", "line 1, column 52: customPath is \"///\", which has no letter or digit to name runs with; choose another." },
        { "Experiments: [{experiment: {model: ff, repetitionCount: 100001}}]", "line 1, column 57: repetitionCount is \"100001\", but takes a whole number from 1 to 100000." },
        { "Experiments: [{experiment: {model: ff, repetitionCount: 60000, epochs: [1, 2]}}]", "line 1, column 14: this sweep has 120000 runs, but at most 100000 are possible; vary less." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_gives_one_sentence_with_place_value_and_remedy(string yaml, string sentence) =>
        Assert.Equal($"s.yaml, {sentence}", Assert.Throws<EngramException>(() => SweepFile.Parse(yaml, "s.yaml")).Message);

    [Fact]
    public void Rates_epochs_and_thresholds_are_combined_and_repeated()
    {
        SweepPlan plan = SweepFile.Parse(
            """
            ExperimentBasePath: out
            Experiments:
              - experiment:
                  model: ff
                  learningRate: [0.01, 0.001]
                  epochs: [20, 30]
                  threshold: [2, 3]
                  repetitionCount: 2
            """,
            "/data/exp.yaml");
        Assert.Equal(16, plan.Runs.Count);
        Assert.Equal("ff-threshold2-lr0.01-epochs20-seed1", plan.Runs[0].Name);
        Assert.Equal("ff-threshold3-lr0.001-epochs30-seed2", plan.Runs[^1].Name);
        TrainingSpec last = plan.Runs[^1].Spec.Training;
        Assert.Equal((0.001f, 30, 3f, 2ul), (last.LearningRate[0], last.Epochs[0], last.Threshold!.Value[0], last.Seed));
        Assert.Equal(("exp", Path.GetFullPath("/data/out")), (plan.Name, plan.Folder));
    }

    [Theory]
    [InlineData("ff", "mnist", "ff", "mnist", 784, 1024)]
    [InlineData("bp_ff", "fashionmnist", "bp-ff", "fashion-mnist", 784, 1024)]
    [InlineData("bp", "svhn", "bp", "svhn", 3072, 2048)]
    [InlineData("FF", "CIFAR", "ff", "cifar-10", 3072, 1024)]
    public void What_is_not_given_is_the_paper_s(string model, string data, string ourModel, string ourData, int width, int batchSize)
    {
        RunSpec spec = Assert.Single(SweepFile.Parse($"Experiments: [{{experiment: {{model: {model}, dataSet: {data}}}}}]", "s.yaml").Runs).Spec;
        Assert.Equal(SpecFile.Format(PaperSettings.Full(ourData, ourModel)), SpecFile.Format(spec));
        Assert.Equal([width, width, width], spec.Training.Layers);
        Assert.Equal(batchSize, spec.Training.BatchSize);
        Assert.Equal(ourModel == "bp" ? "resampled" : "fixed", spec.Training.Negatives);
    }

    [Fact]
    public void Every_key_has_its_meaning()
    {
        TrainingSpec spec = SweepFile.Parse(
            "Experiments: [{experiment: {model: ff, nonLinearity: sigmoid, norm: 1, nLayers: 2, dropout: 0.25, batch_size: 64, threshold: 1.5, learningRate: 1e-3, epochs: 7}}]",
            "s.yaml").Runs[0].Spec.Training;
        Assert.Equal(
            ("sigmoid", "l1-norm", 2, 0.25f, 64, 1.5f, 0.001f, 7),
            (spec.Activation, spec.Goodness, spec.Layers.Count, spec.Dropout, spec.BatchSize, spec.Threshold, spec.LearningRate[0], spec.Epochs[0]));
    }

    [Theory]
    [InlineData("2", "l2-norm")]
    [InlineData("inf", "linf-norm")]
    [InlineData("\"inf\"", "linf-norm")]
    [InlineData(".inf", "linf-norm")]
    public void A_norm_is_a_goodness(string norm, string goodness) => Assert.Equal(
        goodness,
        SweepFile.Parse($"Experiments: [{{experiment: {{model: bp_ff, norm: {norm}}}}}]", "s.yaml").Runs[0].Spec.Training.Goodness);

    [Fact]
    public void Seeds_of_the_same_settings_go_on_over_experiments()
    {
        SweepPlan plan = SweepFile.Parse(
            "Experiments: [{experiment: {model: ff, repetitionCount: 2}}, {experiment: {model: ff, customPath: a/b c, repetitionCount: 2}}]",
            "s.yaml");
        Assert.Equal(
            ["ff-lr0.01-epochs1200-seed1", "ff-lr0.01-epochs1200-seed2", "a-b-c-ff-lr0.01-epochs1200-seed3", "a-b-c-ff-lr0.01-epochs1200-seed4"],
            plan.Runs.Select(run => run.Name));
    }

    [Fact]
    public void A_classifier_has_no_use_for_thresholds()
    {
        SweepPlan plan = SweepFile.Parse("Experiments: [{experiment: {model: bp, threshold: [1, 2], norm: 2}}]", "s.yaml");
        Assert.Equal("bp-lr0.0001-epochs80-seed1", Assert.Single(plan.Runs).Name);
        Assert.Contains("Model bp has no goodness, so its threshold and norm change nothing and make no further runs.", plan.Notes);
    }

    [Fact]
    public void Notes_say_what_applies_and_nothing_else()
    {
        Assert.Equal(
            [
                "Hidden layers are as wide as the input: 784 units on mnist.",
                "Learning rates, epochs and batch sizes that are not given are the paper's; the epochs of ff are for each layer.",
                "Repetitions have the seeds 1, 2, 3 and so on; where settings stand in several experiments, the seeds go on.",
            ],
            SweepFile.Parse("Experiments: [{experiment: {model: bp}}]", "s.yaml").Notes);
        IReadOnlyList<string> notes = SweepFile.Parse(
            "ExperimentBasePath: /out\nExperiments: [{experiment: {model: ff, norm: 1, customPath: x}}, {experiment: {model: ff, threshold: 3}}, {experiment: {model: bp, enable: False}}]",
            "s.yaml").Notes;
        Assert.Contains(notes, note => note.StartsWith("Every image keeps one wrong label", StringComparison.Ordinal));
        Assert.Contains("Hidden layers of ff have no biases, unlike the command's default: the reference's saved numbers agree best with that.", notes);
        Assert.Contains(notes, note => note.StartsWith("threshold is honored", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("Where norm is 1 or inf", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("customPath begins", StringComparison.Ordinal));
        Assert.Contains("1 of 3 experiments are not enabled and left out.", notes);
        Assert.Contains(notes, note => note.StartsWith($"Runs go to {Path.GetFullPath("/out")}", StringComparison.Ordinal));
    }
}
