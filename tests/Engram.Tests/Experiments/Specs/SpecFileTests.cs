using CsCheck;
using Engram.Experiments.Specs;

namespace Engram.Tests.Experiments.Specs;

public class SpecFileTests
{
    private static readonly Gen<float> FiniteFloat = Gen.UInt.Select(BitConverter.UInt32BitsToSingle).Where(float.IsFinite);

    /// <summary>YAML texts and the sentence that each gives.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "epoch: 3", "s.yaml, line 1, column 1: the key \"epoch\" is unknown; the nearest is \"epochs\"." },
        { "\nlearning_rate: 0.1", "s.yaml, line 2, column 1: the key \"learning_rate\" is unknown; the nearest is \"learningRate\"." },
        { "colour: red", "s.yaml, line 1, column 1: the key \"colour\" is unknown; legal are data, testData, testSplit, resize, grayscale, shape, eventSteps, trainSamples, leaveOut, model, layers, goodness, threshold, activation, biases, kernelSize, stride, padding, poolSize, pooling, encoding, steps, beta, spikeThreshold, learnsBeta, learnsSpikeThreshold, currentLength, surrogate, surrogateSlope, batchNormalization, loss, lossScale, headGrid, auxiliaryFilters, prototypes, gamma, margin, temperature, dropout, activationPenalty, optimizer, learningRate, learningRateSchedule, warmUp, weightDecay, momentum, epochs, batchSize, validationSplit, earlyStopping, keepBest, shift, flip, schedule, pixels, labelCode, labelShare, negatives, prediction, skipFirstLayer, seed." },
        { "epochs: 3\nseed: 2\nepochs: 4", "s.yaml, line 3, column 1: the key \"epochs\" stands on line 1 already; keep one of the two." },
        { "epochs: many", "s.yaml, line 1, column 9: epochs is \"many\", but takes a whole number up to 2147483647, or a list with one for each layer." },
        { "epochs: 2147483648", "s.yaml, line 1, column 9: epochs is \"2147483648\", but takes a whole number up to 2147483647, or a list with one for each layer." },
        { "epochs: 2.5", "s.yaml, line 1, column 9: epochs is \"2.5\", but takes a whole number up to 2147483647, or a list with one for each layer." },
        { "epochs:", "s.yaml, line 1, column 8: epochs is \"\", but takes a whole number up to 2147483647, or a list with one for each layer." },
        { "epochs: \"3\"", "s.yaml, line 1, column 9: epochs is the quoted text \"3\"; remove the quotes." },
        { "batchSize: [3]", "s.yaml, line 1, column 12: batchSize takes a single value such as 512." },
        { "epochs: {a: 3}", "s.yaml, line 1, column 9: epochs takes a single value such as 40, or a list with one for each layer." },
        { "epochs: [3, many]", "s.yaml, line 1, column 9: epochs is \"3, many\", but takes a whole number up to 2147483647, or a list with one for each layer." },
        { "seed: -1", "s.yaml, line 1, column 7: seed is \"-1\", but takes a whole number from 0 to 18446744073709551615." },
        { "learningRate: .nan", "s.yaml, line 1, column 15: learningRate is \".nan\", but takes a finite number, or a list with one for each layer." },
        { "learningRate: 1e99", "s.yaml, line 1, column 15: learningRate is \"1e99\", but takes 0 or a number whose size is from 1.4E-45 to 3.4E+38, or a list with one for each layer." },
        { "learningRate: 0,1", "s.yaml, line 1, column 15: learningRate is \"0,1\"; a list stands in brackets, and a number has a decimal point." },
        { "threshold: auto", "s.yaml, line 1, column 12: threshold is \"auto\", but takes a finite number, or a list with one for each layer, or default." },
        { "skipFirstLayer: yes", "s.yaml, line 1, column 17: skipFirstLayer is \"yes\", but takes true or false." },
        { "layers: 784", "s.yaml, line 1, column 9: layers takes a list such as [784, 784, 784]." },
        { "layers: [784, wide]", "s.yaml, line 1, column 9: layers is \"784, wide\", but takes a list of whole numbers such as 784, 784, 784." },
        { "layers: []", "s.yaml, line 1, column 9: layers is \"\", but takes a list of whole numbers such as 784, 784, 784." },
        { "goodness: l2norms", "s.yaml, line 1, column 11: goodness is \"l2norms\", but takes one of l2-norm, l1-norm, linf-norm, sum-of-squares, mean-square, top-k, entmax; the nearest is \"l2-norm\"." },
        { "- epochs", "s.yaml, line 1, column 1: a spec is one \"key: value\" per line." },
        { "just words", "s.yaml, line 1, column 1: a spec is one \"key: value\" per line." },
        { "[a]: 3", "s.yaml, line 1, column 1: a key is a plain word." },
        { "epochs: &a 3", "s.yaml, line 1, column 9: anchors, aliases and tags are not used in a spec; write the value itself." },
        { "epochs: !!int 3", "s.yaml, line 1, column 9: anchors, aliases and tags are not used in a spec; write the value itself." },
        { "epochs: *a", "s.yaml, line 1, column 9: anchors, aliases and tags are not used in a spec; write the value itself." },
        { "epochs: 3\n---\nseed: 2", "s.yaml, line 2, column 1: a spec is one document; remove the \"---\" and what follows it." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_gives_one_sentence_with_place_value_and_remedy(string yaml, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<EngramException>(() => SpecFile.Parse(yaml, "s.yaml")).Message);

    [Theory]
    [InlineData("schedule: joint\nmodel: bp", "s.yaml, line 1, column 11: schedule is joint, but model bp does not use schedule; leave it out, or choose model ff or hff or lc or conv-ff or conv-hff or conv-lc or spiking-ff.")]
    [InlineData("negatives: fixed\nmodel: bp", "s.yaml, line 1, column 12: negatives is fixed, but model bp does not use negatives; leave it out, or choose model ff or bp-ff or conv-ff or spiking-ff.")]
    [InlineData("kernelSize: 5\nmodel: lc", "s.yaml, line 1, column 13: kernelSize is 5, but model lc does not use kernelSize; leave it out, or choose model conv-ff or conv-hff or conv-lc.")]
    [InlineData("margin: 0.2\nmodel: lc", "s.yaml, line 1, column 9: margin is 0.2, but model lc does not use margin; leave it out, or choose model hff or conv-hff.")]
    [InlineData("activationPenalty: 0", "s.yaml, line 1, column 20: activationPenalty is 0, but model ff does not use activationPenalty; leave it out, or choose model bp-ff or bp.")]
    public void A_key_that_the_model_has_no_use_for_is_an_error(string yaml, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<EngramException>(() => SpecFile.Parse(yaml, "s.yaml")).Message);

    [Theory]
    [InlineData("my\nrun", "# my\\u000arun")]
    [InlineData("my\rrun", "# my\\u000drun")]
    [InlineData("my\u0085run", "# my\\u0085run")]
    [InlineData("my\u2028run", "# my\\u2028run")]
    [InlineData("my\u0007run", "# my\\u0007run")]
    public void A_comment_stays_on_its_line(string comment, string line)
    {
        string text = SpecFile.Format(new RunSpec(), comment);
        Assert.Equal(line, text.Split('\n')[0]);
        Assert.Equal(SpecFile.Format(new RunSpec()), SpecFile.Format(SpecFile.Parse(text, "spec")));
    }

    [Fact]
    public void Numbers_of_each_layer_are_a_list_and_one_for_all_is_a_number()
    {
        RunSpec spec = SpecFile.Parse("layers: [16, 12]\nlearningRate: [0.01, 1.0E-05]\nepochs: [3, 2]\nthreshold: [3, 2.5]", "s.yaml");
        Assert.Equal([0.01f, 1e-5f], spec.Training.LearningRate.Values);
        Assert.Equal([3, 2], spec.Training.Epochs.Values);
        Assert.Equal([3, 2.5f], spec.Training.Threshold!.Value.Values);
        string text = SpecFile.Format(spec);
        Assert.Contains("\nlearningRate: [0.01, 1.0E-05]\n", text, StringComparison.Ordinal);
        Assert.Contains("\nepochs: [3, 2]\n", text, StringComparison.Ordinal);
        Assert.Contains("\nthreshold: [3, 2.5]\n", text, StringComparison.Ordinal);
        Assert.Equal(text, SpecFile.Format(SpecFile.Parse(text, "s.yaml")));
        Assert.Contains("\nlearningRate: 0.01\n", SpecFile.Format(SpecFile.Parse("learningRate: [0.01]", "s.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_brings_its_defaults_wherever_it_is_named()
    {
        RunSpec spec = SpecFile.Parse("epochs: 7\nmodel: bp", "s.yaml");
        Assert.Equal((7, 2048, 0.001f), (spec.Training.Epochs[0], spec.Training.BatchSize, spec.Training.LearningRate[0]));
        Assert.Equal(SpecFile.Format(spec), SpecFile.Format(SpecFile.Parse(SpecFile.Format(spec), "s.yaml")));
        Assert.DoesNotContain("negatives", SpecFile.Format(spec), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layers: [1")]
    [InlineData("epochs: \"3")]
    [InlineData("epochs: @3")]
    [InlineData("epochs: 3: 4")]
    [InlineData("epochs: 3\n  seed: 4")]
    public void What_is_not_YAML_gives_one_sentence_with_its_place(string yaml)
    {
        string message = Assert.Throws<EngramException>(() => SpecFile.Parse(yaml, "s.yaml")).Message;
        Assert.Matches(@"^s\.yaml, line \d+, column \d+: this is not YAML \([^A-Z].*\); write one ""key: value"" per line\.$", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n")]
    [InlineData("{}")]
    public void An_empty_spec_is_the_default(string yaml) =>
        Assert.Equal(SpecFile.Format(new RunSpec()), SpecFile.Format(SpecFile.Parse(yaml, "s.yaml")));

    [Fact]
    public void The_default_spec_is_written_with_every_key_of_its_model() => Assert.Equal(
        """
        # A comment.
        data: mnist
        trainSamples: all
        leaveOut: none
        model: ff
        layers: [784, 784, 784]
        goodness: l2-norm
        threshold: default
        activation: relu
        biases: true
        dropout: 0
        optimizer: adam
        learningRate: 0.01
        learningRateSchedule: constant
        warmUp: 0
        weightDecay: 0
        momentum: 0
        epochs: 40
        batchSize: 512
        validationSplit: 0
        earlyStopping: none
        keepBest: false
        shift: 0
        flip: false
        schedule: greedy
        pixels: standardized
        labelCode: overlay
        negatives: resampled
        prediction: softmax
        skipFirstLayer: false
        seed: 1

        """,
        SpecFile.Format(new RunSpec(), "A comment."));

    [Fact]
    public void Any_spec_reads_back_to_the_same_bits() =>
        Gen.Select(FiniteFloat, Gen.Int, Gen.Int.Array[1, 5], Gen.ULong, Gen.Bool, FiniteFloat.Nullable(), Gen.Int.Nullable())
            .Sample((rate, epochs, layers, seed, flag, threshold, samples) =>
            {
                RunSpec spec = new()
                {
                    TrainSamples = samples,
                    Training = new TrainingSpec
                    {
                        LearningRate = rate,
                        Epochs = epochs,
                        Layers = layers,
                        Seed = seed,
                        SkipFirstLayer = flag,
                        Biases = !flag,
                        Threshold = threshold,
                    },
                };
                RunSpec read = SpecFile.Parse(SpecFile.Format(spec), "s.yaml");
                Assert.Equal(layers, read.Training.Layers);
                Assert.Equal(
                    spec with { Training = spec.Training with { Layers = [] } },
                    read with { Training = read.Training with { Layers = [] } });
            });

    [Fact]
    public void A_small_number_is_a_number_to_YAML_1_1_readers_too()
    {
        RunSpec spec = new() { Training = new TrainingSpec { LearningRate = 1e-5f } };
        Assert.Contains("learningRate: 1.0E-05\n", SpecFile.Format(spec), StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_file_reads_back()
    {
        using TemporaryFolder folder = new();
        RunSpec spec = new() { Data = "fashion-mnist", Training = new TrainingSpec { Epochs = 7 } };
        SpecFile.Write(folder["spec.yaml"], spec, "for people");
        Assert.Equal(SpecFile.Format(spec), SpecFile.Format(SpecFile.Read(folder["spec.yaml"])));
    }
}
