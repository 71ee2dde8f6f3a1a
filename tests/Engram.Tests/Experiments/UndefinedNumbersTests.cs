using System.Text.Json;
using Engram.Analysis;
using Engram.Experiments.Analyses;
using Engram.Experiments.Files;
using Engram.Experiments.Results;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Models;
using Engram.Tests.Reports;
using Engram.Tests.TestSupport;
using Engram.Training;

namespace Engram.Tests.Experiments;

/// <summary>A number that is none never keeps a document from being written, stands in it as null, and can be read.</summary>
public class UndefinedNumbersTests
{
    private static readonly RunRecord _record = new()
    {
        Status = RunStatus.Finished,
        Model = "ff",
        Data = "mnist",
        Seed = 1,
        Version = "1",
        InstructionSet = "scalar",
        Threads = 1,
        Dotnet = ".NET",
        Os = "Linux",
        Cpu = "x",
    };

    public static TheoryData<double> Numbers => [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Theory, MemberData(nameof(Numbers))]
    public void A_run_s_record(double number)
    {
        RunRecord record = _record with
        {
            TestAccuracy = number,
            ValidationAccuracy = number,
            SamplesPerSecond = number,
            Layers = [new LayerRecord(number, number, number, 0, 0, number, number, (float)number)],
        };
        using TemporaryFolder folder = new();
        RunDocument.Write(folder["run.json"], record);
        RequireNoNames(File.ReadAllText(folder["run.json"]));
        RunRecord read = RunDocument.Read(folder["run.json"]);
        Assert.Equal((null, null, null), (read.TestAccuracy, read.ValidationAccuracy, read.SamplesPerSecond));
        Assert.Equal(new LayerRecord(null, null, null, 0, 0, null, null, null), Assert.Single(read.Layers));
    }

    [Theory]
    [InlineData("\"Infinity\"")]
    [InlineData("\"NaN\"")]
    [InlineData("null")]
    public void A_record_of_before_is_read(string number)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["run.json"], RunDocument.Format(_record with { SamplesPerSecond = 1.5 }).Replace("1.5", number, StringComparison.Ordinal));
        Assert.False(RunDocument.Read(folder["run.json"]).SamplesPerSecond is { } read && !double.IsNaN(read));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void An_evaluation_and_a_comparison(double number)
    {
        RequireNoNames(RunDocument.Format(new EvaluationRecord("r", "ff", "mnist", null, "test", 1, "sum", false, number, 0, [], number)));
        RequireNoNames(JsonSerializer.Serialize(new ComparedMeasure("accuracy", null, number, number, number, number, number), JsonFormat.Create()));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void An_analysis(double number)
    {
        NetworkAnalysis analysis = (SyntheticReports.Small with { LayerCount = 1 }).Build().Analysis;
        analysis = analysis with
        {
            Accuracy = number,
            ClassAccuracy = [number, .. analysis.ClassAccuracy.Skip(1)],
            Saliency = analysis.Saliency with { ClassMeans = [[(float)number, 1.5f]] },
        };
        string text = AnalysisDocument.Format(analysis);
        RequireNoNames(text);
        NetworkAnalysis read = JsonSerializer.Deserialize(text, AnalysisJson.Default.NetworkAnalysis)!;
        Assert.Equal(double.NaN, read.Accuracy);
        Assert.Null(read.ClassAccuracy[0]);
        Assert.Equal([float.NaN, 1.5f], read.Saliency.ClassMeans[0]);
    }

    /// <summary>A checkpoint keeps what they are: a training goes on with the same bits.</summary>
    [Theory, MemberData(nameof(Numbers))]
    public void A_checkpoint(double number)
    {
        ImageDataset train = SyntheticImages.Create(20);
        TrainingSpec spec = new() { Layers = [16, 12], Epochs = 2, BatchSize = 10 };
        TrainingState state = TrainingState.Begin(ModelTable.Find("ff"), spec, train);
        state.Totals[0].PositiveGoodnessSum = number;
        state.Record(new EpochMetrics
        {
            LayerIndex = 0,
            EpochIndex = 0,
            Loss = number,
            PositiveGoodness = number,
            NegativeGoodness = number,
            ActiveFraction = number,
            SilentSamples = 0,
            DeadUnits = 0,
            Seconds = 1,
        });
        using TemporaryFolder folder = new();
        TrainingStateFile.Write(folder["c.safetensors"], state);
        TrainingState read = TrainingStateFile.Read(folder["c.safetensors"]);
        Assert.Equal(number, read.Totals[0].PositiveGoodnessSum);
        Assert.Equal(state.History, read.History);
    }

    private static void RequireNoNames(string text)
    {
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
    }
}
