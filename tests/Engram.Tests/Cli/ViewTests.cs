using Engram.Cli.Rendering;
using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Data;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;
using Engram.Families;
using Engram.Models;
using Engram.Onnx;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Cli;

/// <summary>What is shown of runs is as approved and fits into 80 columns.</summary>
public sealed class ViewTests : IDisposable
{
    private static readonly RunRecord Record = new()
    {
        Status = RunStatus.Finished,
        Model = "ff",
        Data = "mnist",
        Seed = 1,
        Version = "0.1.0",
        InstructionSet = "vector256",
        Threads = 2,
        TestAccuracy = 0.9543,
        Layers =
        [
            new(0.9312, 0.887, 0.0421, 0, 12, 4.2131, 1.8712, 3),
            new(0.95, 0.5944, 0.2, 3, 0, 12.5, 1.25, 3),
            new(0.1, null, 0, 10_000, 784, 0, 0, 3),
        ],
        TrainSeconds = 74.32,
        TotalSeconds = 1234.5,
        PeakResidentBytes = 412_345_678,
        SamplesPerSecond = 96_876.4,
        CompletedSteps = 5321,
        TotalSteps = 14_160,
        Dotnet = "",
        Os = "",
        Cpu = "",
    };

    private static readonly EpochMetrics Metrics = new()
    {
        LayerIndex = 0,
        EpochIndex = 0,
        Loss = 0.693147,
        PositiveGoodness = 4.126,
        NegativeGoodness = 1.874,
        ActiveFraction = 0.05,
        SilentSamples = 0,
        DeadUnits = 3,
        Seconds = 0.5,
    };

    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Shell _shell;

    public ViewTests() => _shell = new Shell(_output, _error, isTerminal: false, new Invocation("engram"));

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void A_finished_run_shows_its_table()
    {
        Assert.Equal(0, RunEnding.Show(_shell, new RunOutcome("runs/ff-mnist-seed1", Record), "engram train --resume runs/ff-mnist-seed1", json: false, ("engram analyze runs/ff-mnist-seed1", "see what emerged"), ("engram evaluate runs/ff-mnist-seed1", "test it again")));
        VerifyOutput("run-finished");
    }

    // A classifier's layers have neither goodness nor a prediction of their own.
    [Theory]
    [InlineData("ff", " Layer  Accuracy  sparseness  fraction  samples  units  goodness  goodness")]
    [InlineData("hff", " Layer  Accuracy  sparseness  fraction  samples  units   score  scores")]
    [InlineData("bp", " Layer  sparseness  fraction  samples  units")]
    public void Columns_are_those_that_mean_something_for_the_model(string model, string head)
    {
        RunEnding.Show(_shell, new RunOutcome("r", Record with { Model = model }), "", json: false);
        string[] lines = _output.ToString().Split('\n');
        Assert.Contains(lines, line => line.TrimEnd() == head);
        Assert.DoesNotContain("Next:", lines);
    }

    [Fact]
    public void An_interrupted_run_shows_how_to_resume_it()
    {
        RunRecord interrupted = Record with { Status = RunStatus.Interrupted };
        Assert.Equal(130, RunEnding.Show(_shell, new RunOutcome("r", interrupted), "engram train --resume r", json: false));
        VerifyOutput("run-interrupted");
    }

    [Fact]
    public void A_failed_run_shows_its_sentence_as_an_error()
    {
        RunRecord failed = Record with { Status = RunStatus.Failed, Error = "The loss became NaN." };
        Assert.Equal(1, RunEnding.Show(_shell, new RunOutcome("r", failed), "", json: false));
        Assert.Equal(("", "The loss became NaN.\n"), (_output.ToString(), _error.ToString()));
    }

    [Fact]
    public void Json_shows_the_record_alone()
    {
        Assert.Equal(0, RunEnding.Show(_shell, new RunOutcome("r", Record), "", json: true));
        Assert.Equal((RunDocument.Format(Record), ""), (_output.ToString(), _error.ToString()));
    }

    [Fact]
    public void An_evaluation_shows_its_table()
    {
        EvaluationRecord record = new(
            "runs/ff-mnist-seed1", "ff", "mnist", new DatasetOrigin("mnist", "/data/mnist", 60_000, 10_000, 10), "test", 10_000, "softmax", true, 0.9543, 12, Record.Layers, 1.5);
        EvaluationView.Show(_shell, record, "goodness.npz");
        VerifyOutput("evaluation");
    }

    [Theory]
    [InlineData("ff", "Goodness in s.npz")]
    [InlineData("conv-lc", "Class scores in s.npz")]
    [InlineData("bp", "Logits in s.npz")]
    public void What_is_kept_of_an_evaluation_is_called_what_it_is(string model, string line)
    {
        EvaluationView.Show(_shell, new("r", model, "mnist", null, "test", 10, "softmax", false, 0.9, 0, Record.Layers, 1), "s.npz");
        Assert.Contains(line, _output.ToString().ReplaceLineEndings("\n").Split('\n'));
    }

    [Theory]
    [InlineData("ff", "layers of 784, 784, 784 units in n.onnx")]
    [InlineData("conv-lc", "layers of 32, 64, 128 filters in n.onnx")]
    public void An_exported_network_has_units_or_filters(string model, string line)
    {
        TrainingSpec spec = Trainer.DefaultsOf(model);
        Network network = new(ModelTable.Find(model).Definition.CreateBody(spec, InputFormat.Of(SyntheticImages.Create(20), false, spec.LabelCode)));
        ExportView.Show(_shell, network, "n.onnx", new OnnxInterface([], []));
        Assert.Contains(line, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_few_and_the_last_epoch_of_a_layer_is_among_them()
    {
        ManualClock clock = new();
        LinesDisplay display = new(_shell, clock);
        RunSpec spec = new() { Training = new TrainingSpec { Epochs = 5 } };
        display.Notify(new RunStarted("runs/r", spec, new DatasetOrigin("mnist", "/data/mnist", 60_000, 10_000, 10), 60_000, 0, 2, "vector256", new RunProgress(0, 0, 10, 150)));
        for (int epoch = 0; epoch < 5; epoch++)
        {
            clock.Advance(1.5);
            RunProgress progress = epoch < 4 ? new(0, epoch + 1, 20 + (10 * epoch), 150) : new(1, 0, 60, 150);
            display.Notify(new StepTaken(progress));
            display.Notify(new EpochEnded(Metrics with { EpochIndex = epoch }, progress));
        }

        display.Notify(new RunWarned("Layer 1 is silent."));
        Assert.Equal("Warning: Layer 1 is silent.\n", _error.ToString());
        VerifyOutput("lines");
    }

    [Fact]
    public void Accuracy_on_validation_images_stands_in_lines_beside_the_bar_and_in_the_result()
    {
        LinesDisplay lines = new(_shell, new ManualClock());
        BarState bar = new(width: 120);
        RunEvent[] events =
        [
            new RunStarted("runs/r", new RunSpec(), null, 54_000, 6000, 2, "vector256", new RunProgress(0, 0, 0, 150)),
            new EpochEnded(Metrics with { ValidationAccuracy = 0.95678 }, new RunProgress(0, 1, 10, 150)),
        ];
        foreach (RunEvent runEvent in events)
        {
            lines.Notify(runEvent);
            bar.Update(runEvent);
        }

        Assert.Contains("54,000 images and 6,000 for validation, layers", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  validation 0.9568", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("  validation 0.9568", bar.Text, StringComparison.Ordinal);
        RunEnding.Show(_shell, new RunOutcome("r", Record with { ValidationAccuracy = 0.95432 }), "", json: false);
        Assert.Contains("Validation accuracy 0.9543\n", _output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_estimate_shows_settings_and_sums()
    {
        ShowEstimate(
            """
            list:
              - {model: ff, negatives: fixed, learningRate: 0.01}
              - {model: bp, learningRate: 0.001}
            grid: {epochs: [20, 40]}
            repetitions: 3
            """,
            workers: 2);
        VerifyOutput("sweep-estimate");
    }

    [Fact]
    public void An_estimate_of_many_settings_shows_the_first_of_them()
    {
        ShowEstimate("random: {draws: 232, keys: {learningRate: {low: 0.0001, high: 0.1, scale: log}, epochs: {low: 10, high: 90}}}", workers: 1);
        VerifyOutput("sweep-estimate-long");
    }

    [Theory]
    [InlineData(0.04, "0:00")]
    [InlineData(61, "1:01")]
    [InlineData(3599.9, "59:59")]
    [InlineData(3661, "1:01:01")]
    [InlineData(100_000, "27:46:40")]
    public void Durations_read_as_on_a_clock(double seconds, string text) =>
        Assert.Equal(text, RunText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_progress_line_leaves_room_for_its_longest_text(int width)
    {
        BarState state = new(width);
        RunSpec spec = new() { Training = new TrainingSpec { Epochs = 1200 } };
        state.Update(new RunStarted("r", spec, null, 60_000, 0, 2, "vector256", new RunProgress(0, 0, 0, 424_800)));
        state.Update(new EpochEnded(Metrics with { PositiveGoodness = 12.34 }, new RunProgress(2, 1199, 424_799, 424_800)));
        Assert.StartsWith("layer 3/3  epoch 1200/1200  loss 0.6931", state.Text, StringComparison.Ordinal);
        Assert.Equal(width >= 100, state.Text.Contains("goodness 12.34 / 1.87", StringComparison.Ordinal));
        int rest = " 100% 1:23:45 left".Length;
        Assert.InRange(state.Text.Length + 1 + state.BarWidth + rest, width - 30, width);
    }

    /// <summary>Every run takes as many minutes as it has epochs, and a classifier is of a kind that was not measured.</summary>
    private void ShowEstimate(string yaml, int workers)
    {
        SweepPlan plan = SweepFile.Parse(yaml, "s.yaml");
        IEnumerable<RunEstimate> runs = plan.Runs.Select(run =>
            new RunEstimate(run, 60 * run.Spec.Training.Epochs[0], 12_345_678, 400_000_000, run.Spec.Training.Model == "ff"));
        SweepEstimateView.Show(
            _shell, plan, new SweepEstimate([.. runs], [new DatasetOrigin("mnist", "/data/mnist", 60_000, 10_000, 10)], workers, threads: 1, availableMemoryBytes: 1_000_000_000));
    }

    private void VerifyOutput(string name)
    {
        string[] lines = [.. _output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Approved.Verify(string.Join('\n', lines), name);
    }
}
