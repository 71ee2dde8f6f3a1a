using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Experiments.Sweeps;

public class SweepFileTests
{
    /// <summary>YAML texts and the sentence that each gives.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "", "line 1, column 1: nothing is varied; give grid, list or random, or repetitions above 1." },
        { "base: {epochs: 3}", "line 1, column 1: nothing is varied; give grid, list or random, or repetitions above 1." },
        { "gird: {epochs: [3, 4]}", "line 1, column 1: the key \"gird\" is unknown; the nearest is \"grid\"." },
        { "worker: 3", "line 1, column 1: the key \"worker\" is unknown; the nearest is \"workers\"." },
        { "grid: {epoch: [3, 4]}", "line 1, column 8: the key \"epoch\" is unknown; the nearest is \"epochs\"." },
        { "grid: {epochs: [3, 4]}\ngrid: {epochs: [3, 4]}", "line 2, column 1: the key \"grid\" stands on line 1 already; keep one of the two." },
        { "grid: {epochs: [3, many]}", "line 1, column 20: epochs is \"many\", but takes a whole number up to 2147483647, or a list with one for each layer." },
        { "grid: {epochs: [3, \"4\"]}", "line 1, column 20: epochs is the quoted text \"4\"; remove the quotes." },
        { "grid: {epochs: 3}", "line 1, column 16: epochs takes a list of values to vary, such as [40]." },
        { "grid: {epochs: []}", "line 1, column 16: epochs takes a list of values to vary, such as [40]." },
        { "grid: {layers: [784, 784]}", "line 1, column 17: layers takes a list such as [784, 784, 784]." },
        { "grid: {layers: 784}", "line 1, column 16: layers takes a list of values to vary, such as [[784, 784, 784]]." },
        { "grid: [3]", "line 1, column 7: grid takes a list of values for each key, such as learningRate: [0.001, 0.01]." },
        { "grid: {goodness: [l2-norm, l3-norm]}", "line 1, column 28: goodness is \"l3-norm\", but takes one of l2-norm, l1-norm, linf-norm, sum-of-squares, mean-square, top-k, entmax; the nearest is \"l2-norm\"." },
        { "grid:\n  model: [ff, bp]\n  negatives: [fixed, hard]", "line 3, column 15: negatives is fixed, but model bp does not use negatives; leave it out, or choose model ff or bp-ff or conv-ff or spiking-ff." },
        { "grid:\n  model: [ff, bp]\nbase:\n  negatives: fixed", "line 4, column 14: negatives is fixed, but model bp does not use negatives; leave it out, or choose model ff or bp-ff or conv-ff or spiking-ff." },
        { "grid: {epochs: [3, 0]}", "line 1, column 20: epochs is 0, which cannot be used; use 1 to 1000000 epochs." },
        { "base:\n  dropout: 2\ngrid: {epochs: [3, 4]}", "line 2, column 12: dropout is 2, which cannot be used; use a share from 0 to below 1." },
        { "base:\n  skipFirstLayer: true\ngrid: {layers: [[8, 8], [8]]}", "line 3, column 25: skipFirstLayer is true, but the network has a single layer; add a layer, or set skipFirstLayer to false." },
        { "grid: {trainSamples: [all, 60001]}", "line 1, column 28: trainSamples is 60001, but mnist has 60000 training images; give 1 to 60000, or all." },
        { "grid: {leaveOut: [none, 10]}", "line 1, column 25: leaveOut is 10, but mnist has no such class; choose one from 0 to 9, or none." },
        { "base: {epochs: 5}\ngrid: {epochs: [3, 4]}", "line 1, column 16: epochs is 5, which no run uses because epochs is varied on line 2; leave it out of base." },
        { "base: {epochs: 5}\nlist: [{epochs: 3}, {epochs: 4}]", "line 1, column 16: epochs is 5, which no run uses because epochs is varied on line 2; leave it out of base." },
        { "list: [{epochs: 3}]\ngrid: {epochs: [4, 5]}", "line 2, column 17: epochs is varied on line 1 already; keep one of the two." },
        { "grid: {epochs: [3, 4, 3]}", "line 1, column 23: run 3 is the same as run 1 (ff-epochs3-seed1); ask for it once." },
        { "list: [{epochs: 3}, {epochs: 3}]", "line 1, column 30: run 2 is the same as run 1 (ff-epochs3-seed1); ask for it once." },
        { "list: [{epochs: 40}, {}]", "line 1, column 1: run 2 is the same as run 1 (ff-epochs40-seed1); ask for it once." },
        { "grid: {seed: [1, 2]}\nrepetitions: 2", "line 1, column 18: run 3 is the same as run 2 (ff-seed2); ask for it once." },
        { "base: {seed: 18446744073709551615}\nrepetitions: 2", "line 2, column 14: 2 seeds from 18446744073709551615 on go beyond 18446744073709551615; choose a smaller seed." },
        { "list: []", "line 1, column 7: list takes a list of settings such as - {model: ff, epochs: 40}." },
        { "list: {epochs: 3}", "line 1, column 7: list takes a list of settings such as - {model: ff, epochs: 40}." },
        { "repetitions: 0", "line 1, column 14: repetitions is \"0\", but takes a whole number from 1 to 100000." },
        { "repetitions: 100000\ngrid: {epochs: [3, 4]}", "line 1, column 1: this sweep has 200000 runs, but at most 100000 are possible; vary less." },
        { "name: a/b\nrepetitions: 2", "line 1, column 7: name is \"a/b\", but takes up to 100 letters, digits, dots, dashes and underscores, the first a letter or digit." },
        { "repetitions: 2\nworkers: 0", "line 2, column 10: workers is \"0\", but takes a whole number from 1 to 1024." },
        { "repetitions: 2\nanalyze: yes", "line 2, column 10: analyze is \"yes\", but takes true or false." },
        { "repetitions: 2\nslurm: {partion: a}", "line 2, column 9: the key \"partion\" is unknown; the nearest is \"partition\"." },
        { "repetitions: 2\nslurm: {partition: \"a b\"}", "line 2, column 20: partition is \"a b\", but takes a word without spaces, quotes and #." },
        { "repetitions: 2\nslurm: {time: soon}", "line 2, column 15: time is \"soon\", but takes a time limit such as 90, 2:30:00, 1-12 or UNLIMITED." },
        { "repetitions: 2\nslurm: {directives: [mem=3]}", "line 2, column 22: directives is \"mem=3\", but takes a directive such as --mail-type=END." },
        { "repetitions: 2\nslurm: fast", "line 2, column 8: slurm takes keys such as partition and time, one \"key: value\" per line." },
        { "base: {preset: paper-mnist-f}\nrepetitions: 2", "line 1, column 16: preset is \"paper-mnist-f\", but there is no such preset; the nearest is \"paper-mnist-ff\"." },
        { "base: {preset: paper-mnist-ff, model: bp}\nrepetitions: 2", "line 1, column 16: preset is paper-mnist-ff, which is for model ff, but model bp is asked for; choose a preset of that model, or leave model out." },
        { "base: {preset: [a]}\nrepetitions: 2", "line 1, column 16: preset takes a single value such as paper-mnist-ff." },
        { "random: {keys: {epochs: [3, 4]}}", "line 1, column 9: random lacks draws; say how many settings to draw." },
        { "random: {draws: 2}", "line 1, column 9: random lacks keys; say what to draw." },
        { "random: {draws: 2, keys: {}}", "line 1, column 26: keys is empty; say what to draw." },
        { "random: {draws: 3, keys: {epochs: [3, 4]}}", "line 1, column 17: draws is 3, but after 2 settings 1000 draws in a row gave none that is new; draw fewer, or from more." },
        { "random: {draws: 2, keys: {epochs: {low: 3}}}", "line 1, column 35: the range of epochs lacks high; give low and high." },
        { "random: {draws: 2, keys: {epochs: {low: 3, high: 2}}}", "line 1, column 35: epochs is drawn from 3 to 2; low must be below high." },
        { "random: {draws: 2, keys: {epochs: {low: 3.5, high: 4}}}", "line 1, column 41: low of epochs is \"3.5\", but takes a whole number up to 2147483647." },
        { "random: {draws: 2, keys: {dropout: {low: 0, high: 0.5, scale: log}}}", "line 1, column 36: dropout is drawn from 0 on a log scale, which has numbers above 0 only; raise low, or choose scale linear." },
        { "random: {draws: 2, keys: {dropout: {low: 0, high: 0.5, scale: lin}}}", "line 1, column 63: scale is \"lin\", but takes one of linear, log; the nearest is \"linear\"." },
        { "random: {draws: 2, keys: {goodness: {low: 0, high: 1}}}", "line 1, column 37: goodness has no range; give a list of values to choose from." },
        { "random: {draws: 2, keys: {seed: {low: 0, high: 1}}}", "line 1, column 33: seed has no range; give a list of values to choose from." },
        { "random: {draws: 2, keys: {epochs: {low: 1, hihg: 2}}}", "line 1, column 44: the key \"hihg\" is unknown; the nearest is \"high\"." },
        { "random: {draws: 2, keys: {dropout: {low: 0, high: 3}}}", "line 1, column 36: dropout is" },
        { "- grid", "line 1, column 1: a sweep is one \"key: value\" per line." },
        { "grid: &a {epochs: [3, 4]}", "line 1, column 7: anchors, aliases and tags are not used in a sweep; write the value itself." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_gives_one_sentence_with_place_value_and_remedy(string yaml, string sentence)
    {
        string message = Assert.Throws<EngramException>(() => SweepFile.Parse(yaml, "s.yaml")).Message;
        Assert.StartsWith($"s.yaml, {sentence}", message, StringComparison.Ordinal);
        Assert.True(sentence[^1] != '.' || message.Length == sentence.Length + "s.yaml, ".Length, message);
    }

    [Theory]
    [InlineData("my/.yaml", "")]
    [InlineData("my/two words.yaml", "two words")]
    public void A_file_s_name_that_is_no_name_of_a_sweep_is_refused_unless_the_file_gives_one(string path, string name)
    {
        const string expectation = "a name has up to 100 letters, digits, dots, dashes and underscores, the first a letter or digit";
        Assert.Equal(
            $"{path}, line 1, column 1: the sweep would be called \"{name}\" after its file, but {expectation}; rename the file, or give name.",
            Assert.Throws<EngramException>(() => SweepFile.Parse("repetitions: 2", path)).Message);
        Assert.Equal(
            $"{path}, line 1, column 1: the sweep would be called \"{name}\" after its file, but {expectation}; rename the file.",
            Assert.Throws<EngramException>(() => SweepFile.Parse("Experiments: [{experiment: {model: bp, epochs: [1], learningRate: [0.1]}}]", path)).Message);
        Assert.Equal("words", SweepFile.Parse("{name: words, repetitions: 2}", path).Name);
    }

    [Fact]
    public void A_grid_is_every_combination_and_its_last_key_changes_fastest()
    {
        SweepPlan plan = SweepFile.Parse(
            """
            base: {epochs: 7}
            grid:
              learningRate: [0.01, 0.001]
              layers: [[8, 8], [16]]
            repetitions: 2
            """,
            "my/widths.yaml");
        Assert.Equal("widths", plan.Name);
        Assert.Equal(
            [
                "ff-layers8x8-lr0.01-seed1", "ff-layers8x8-lr0.01-seed2", "ff-layers16-lr0.01-seed1", "ff-layers16-lr0.01-seed2",
                "ff-layers8x8-lr0.001-seed1", "ff-layers8x8-lr0.001-seed2", "ff-layers16-lr0.001-seed1", "ff-layers16-lr0.001-seed2",
            ],
            plan.Runs.Select(run => run.Name));
        RunSpec last = plan.Runs[^1].Spec;
        Assert.Equal((7, 0.001f, 2ul, "16"), (last.Training.Epochs[0], last.Training.LearningRate[0], last.Training.Seed, SpecKeys.Find("layers")!.Read(last)));
    }

    [Fact]
    public void Numbers_of_each_layer_can_be_varied_beside_numbers_for_all()
    {
        SweepPlan plan = SweepFile.Parse(
            """
            base: {layers: [16, 12], epochs: [3, 2]}
            grid:
              learningRate: [0.01, [0.01, 0.005]]
              threshold: [[3, 2], default]
            """,
            "s.yaml");
        Assert.Equal(
            ["ff-threshold3x2-lr0.01-seed1", "ff-threshold-default-lr0.01-seed1", "ff-threshold3x2-lr0.01x0.005-seed1", "ff-threshold-default-lr0.01x0.005-seed1"],
            plan.Runs.Select(run => run.Name));
        Assert.Equal([0.01f, 0.005f], plan.Runs[2].Spec.Training.LearningRate.Values);
        Assert.Equal([3, 2], plan.Runs[2].Spec.Training.Threshold!.Value.Values);
        Assert.Equal(
            "s.yaml, line 2, column 30: epochs has 3 values for 2 layers; give a single value, or one for each layer.",
            Assert.Throws<EngramException>(() => SweepFile.Parse("base: {layers: [16, 12]}\nlist: [{epochs: 3}, {epochs: [3, 2, 1]}]", "s.yaml")).Message);
    }

    [Fact]
    public void Names_do_not_depend_on_the_order_of_keys()
    {
        IEnumerable<string> one = Names("grid: {learningRate: [0.01, 0.001], epochs: [3, 4], negatives: [fixed, hard]}");
        IEnumerable<string> other = Names("grid: {negatives: [hard, fixed], epochs: [3, 4], learningRate: [0.001, 0.01]}");
        Assert.Equal(one.Order(StringComparer.Ordinal), other.Order(StringComparer.Ordinal));
        Assert.Contains("ff-lr0.01-epochs3-fixed-seed1", one);
    }

    [Fact]
    public void A_list_may_give_each_model_its_own_keys_and_defaults()
    {
        SweepPlan plan = SweepFile.Parse(
            """
            list:
              - {model: ff, negatives: fixed}
              - {model: bp, activationPenalty: 1e-5}
            grid:
              epochs: [3, 4]
            """,
            "s.yaml");
        Assert.Equal(
            ["ff-epochs3-fixed-seed1", "ff-epochs4-fixed-seed1", "bp-penalty1.0E-05-epochs3-seed1", "bp-penalty1.0E-05-epochs4-seed1"],
            plan.Runs.Select(run => run.Name));
        Assert.Equal([512, 512, 2048, 2048], plan.Runs.Select(run => run.Spec.Training.BatchSize));
    }

    [Fact]
    public void A_preset_is_a_start_that_keys_win_over()
    {
        RunSpec spec = SweepFile.Parse("base: {preset: paper-svhn-bp-ff, epochs: 3}\nrepetitions: 2", "s.yaml").Runs[0].Spec;
        RunSpec paper = PaperSettings.Full("svhn", "bp-ff");
        Assert.Equal(SpecFile.Format(paper with { Training = paper.Training with { Epochs = 3 } }), SpecFile.Format(spec));
    }

    [Fact]
    public void Presets_may_be_varied_and_then_name_the_runs()
    {
        SweepPlan plan = SweepFile.Parse("grid: {preset: [paper-mnist-ff, quick-mnist-ff, quick-mnist-bp], epochs: [3]}", "s.yaml");
        Assert.Equal(
            ["paper-mnist-ff-epochs3-seed1", "quick-mnist-ff-epochs3-seed1", "quick-mnist-bp-epochs3-seed1"],
            plan.Runs.Select(run => run.Name));
        Assert.Equal(["fixed", "resampled"], plan.Runs.Take(2).Select(run => run.Spec.Training.Negatives));
    }

    [Fact]
    public void How_to_carry_it_out_is_read_with_its_defaults()
    {
        Assert.Equivalent(new SweepSettings(), SweepFile.Parse("repetitions: 2", "s.yaml").Settings, strict: true);
        SweepPlan plan = SweepFile.Parse(
            """
            name: night
            repetitions: 2
            workers: 3
            threads: 2
            retries: 0
            checkpointEvery: 9
            keepCheckpoints: 1,2,every:5
            analyze: true
            representations: true
            slurm:
              partition: long
              account: "lab"
              time: 1-12:00:00
              memory: 500M
              cpus: 8
              maxRunning: 4
              directives: [--mail-type=END, "--constraint=[a,b]"]
            """,
            "s.yaml");
        Assert.Equal("night", plan.Name);
        Assert.Equivalent(
            new SweepSettings
            {
                Workers = 3,
                Threads = 2,
                Retries = 0,
                CheckpointEvery = 9,
                KeepCheckpoints = KeptEpochs.Parse("1,2,every:5", "it"),
                Analyze = true,
                Representations = true,
                Slurm = new SlurmSettings
                {
                    Partition = "long",
                    Account = "lab",
                    Time = "1-12:00:00",
                    Memory = "500M",
                    Cpus = 8,
                    MaxRunning = 4,
                    Directives = ["--mail-type=END", "--constraint=[a,b]"],
                },
            },
            plan.Settings,
            strict: true);
        Assert.Equal((null, 0), (plan.Folder, plan.Notes.Count));
    }

    [Fact]
    public void Draws_are_the_same_everywhere()
    {
        const string yaml =
            """
            random:
              draws: 4
              keys:
                learningRate: {low: 0.0001, high: 0.1, scale: log}
                epochs: {low: 10, high: 30}
                goodness: [l2-norm, l1-norm]
            """;
        Approved.Verify(string.Join('\n', Names(yaml)), "sweep-draws");
    }

    [Fact]
    public void A_further_draw_or_key_changes_no_other()
    {
        string[] few = [.. Values("random: {draws: 5, keys: {epochs: {low: 1, high: 1000}}}", "epochs")];
        Assert.Equal(few, Values("random: {draws: 9, keys: {epochs: {low: 1, high: 1000}}}", "epochs").Take(5));
        Assert.Equal(few, Values("random: {draws: 5, keys: {dropout: {low: 0, high: 0.5}, epochs: {low: 1, high: 1000}}}", "epochs"));
        Assert.NotEqual(few, Values("random: {draws: 5, seed: 2, keys: {epochs: {low: 1, high: 1000}}}", "epochs"));
    }

    [Fact]
    public void Draws_fill_their_range_on_their_scale()
    {
        double[] linear = [.. Numbers("learningRate: {low: 0.001, high: 0.1}")];
        double[] log = [.. Numbers("learningRate: {low: 0.001, high: 0.1, scale: log}")];
        Assert.All(linear.Concat(log), rate => Assert.InRange(rate, 0.000999, 0.100001));
        Assert.InRange(linear.Count(rate => rate < 0.01), 5, 35);
        Assert.InRange(log.Count(rate => rate < 0.01), 70, 130);
        double[] whole = [.. Values("random: {draws: 3, keys: {epochs: {low: 2, high: 4}}}", "epochs").Select(double.Parse).Order()];
        Assert.Equal([2, 3, 4], whole);
    }

    [Fact]
    public void A_long_name_is_cut_and_still_its_own()
    {
        string layers = string.Join(", ", Enumerable.Repeat("1000", 60));
        string[] names = [.. Names($"grid: {{layers: [[{layers}], [{layers}, 7], [{layers}, 8]]}}")];
        Assert.Equal(3, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Length, 100, 120));
    }

    [Theory]
    [InlineData("sweep-learning-rates.yaml", 12, "ff-layers200x200x200-lr0.001-seed1")]
    [InlineData("sweep-models.yaml", 15, "quick-mnist-ff-seed1")]
    [InlineData("sweep-goodness.yaml", 9, "ff-l2-norm-threshold3-fixed-seed1")]
    [InlineData("sweep-random.yaml", 20, "ff-threshold3.37-lr0.00585-batch1024-fixed-seed1")]
    [InlineData("paper-grid.yaml", 108, "ff-mnist-lr0.01-epochs20-seed1")]
    [InlineData("reference-mnist.yaml", 15, "ff-lr0.01-epochs20-seed1")]
    public void The_examples_are_read(string name, int runs, string first)
    {
        SweepPlan plan = SweepFile.Read(Path.Combine(Approved.RepositoryRoot, "examples", name));
        Assert.Equal(runs, plan.Runs.Count);
        Assert.Equal(first, plan.Runs[0].Name);
    }

    [Fact]
    public void Every_example_has_a_test()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Approved.RepositoryRoot, "examples"), "*.yaml").Select(path => Path.GetFileName(path))];
        IEnumerable<string> tested = typeof(SweepFileTests).GetMethod(nameof(The_examples_are_read))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(attribute => (string)((InlineDataAttribute)attribute).Data[0]!);
        Assert.Equal(files.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_missing_gives_its_sentence()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(
            $"The sweep {folder["none.yaml"]} cannot be read because it does not exist; name an existing YAML file.",
            Assert.Throws<EngramException>(() => SweepFile.Read(folder["none.yaml"])).Message);
    }

    private static IEnumerable<string> Names(string yaml) => SweepFile.Parse(yaml, "s.yaml").Runs.Select(run => run.Name);

    private static IEnumerable<string> Values(string yaml, string key) =>
        SweepFile.Parse(yaml, "s.yaml").Runs.Select(run => SpecKeys.Find(key)!.Read(run.Spec));

    private static IEnumerable<double> Numbers(string key) =>
        Values($"random: {{draws: 200, keys: {{{key}}}}}", "learningRate").Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
