using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Epochs;
using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Families;

namespace Engram.Tests.Experiments;

/// <summary>Layers over epochs: the same numbers as those of an analysis of a run that ended then.</summary>
public sealed class EpochAnalysisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public EpochAnalysisTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ff", "joint")]
    [InlineData("ff", "greedy")]
    [InlineData("bp", null)]
    [InlineData("hff", "greedy")]
    [InlineData("conv-lc", "greedy")]
    public void The_last_epoch_is_what_an_analysis_of_the_run_finds(string model, string? schedule)
    {
        NetworkAnalysis analysis = Train("run", Spec(model, schedule), "0,1,3");
        EpochsRecord record = FinishedRun.Read(_folder["run"]).Epochs!;
        Assert.Equal(from layer in new[] { 0, 1 } from epoch in new int?[] { 0, 1, 3, null } select (layer, epoch), record.Moments.Select(moment => (moment.LayerIndex, moment.Epoch)));
        foreach (LayerMoment end in record.Moments.Where(moment => moment.Epoch is null))
        {
            AssertSame(analysis.Correct, end.LayerIndex, end.Correct);
            AssertSame(analysis.All, end.LayerIndex, end.All);
            Assert.Equal(analysis.Accuracy, end.Accuracy);
            Assert.Equal(analysis.ClassAccuracy, end.ClassAccuracy);
            Assert.All(end.All.OverlapWithFinal, overlap => Assert.True(overlap is null or 1));

            // What the finished network shows of all images the last epoch of the layer shows too, whichever of its layers decides.
            LayerMoment last = record.Moments.Single(moment => moment.LayerIndex == end.LayerIndex && moment.Epoch == 3);
            Assert.Equivalent(end.All, last.All, strict: true);
            Assert.All(record.Moments.Where(moment => moment.LayerIndex == end.LayerIndex && moment.Epoch == 0), begin => Assert.NotEqual(end.All.ClassMeans, begin.All.ClassMeans));
        }

        Assert.Equal(analysis.Accuracy, record.Moments.Single(moment => moment is { LayerIndex: 1, Epoch: 3 }).Accuracy);
    }

    [Fact]
    public void A_moment_is_what_an_analysis_finds_of_a_run_that_ends_then()
    {
        Train("run", Spec("ff", "greedy"), "0,1,3");
        RunSpec shorter = Spec("ff", "greedy");
        NetworkAnalysis analysis = Train("short", shorter with { Training = shorter.Training with { Epochs = new PerLayer<int>([3, 1]) } }, null);
        LayerMoment moment = FinishedRun.Read(_folder["run"]).Epochs!.Moments.Single(one => one is { LayerIndex: 1, Epoch: 1 });
        AssertSame(analysis.Correct, 1, moment.Correct);
        AssertSame(analysis.All, 1, moment.All);
        Assert.Equal(analysis.Accuracy, moment.Accuracy);
        LayerMoment end = FinishedRun.Read(_folder["run"]).Epochs!.Moments.Single(one => one is { LayerIndex: 1, Epoch: null });
        Assert.Equal(
            moment.All.Ensembles.Zip(end.All.Ensembles, (first, second) => first.Union(second).Any() ? first.Intersect(second).Count() / (double)first.Union(second).Count() : (double?)null),
            moment.All.OverlapWithFinal);
    }

    [Fact]
    public void The_tables_have_a_row_for_each_moment_and_each_class()
    {
        Train("run", Spec("ff", "greedy"), "1,3");
        string[] epochs = File.ReadAllLines(_folder["run/analysis/epochs.csv"]);
        Assert.Equal(
            "subset,layer,epoch,samples,silentSamples,hoyer,activeFraction,gini,trevesRolls,deadUnits,meanEnsembleSize,overlapWithFinal,overlapBetweenClasses,classSelectivity,informedness,accuracy",
            epochs[0]);
        Assert.Equal(
            from subset in new[] { "correct", "all" } from layer in new[] { 1, 2 } from epoch in new[] { "1", "3", "" } select $"{subset},{layer},{epoch},",
            epochs.Skip(1).Select(row => string.Join(',', row.Split(',').Take(3)) + ","));
        string[] classes = File.ReadAllLines(_folder["run/analysis/epoch-classes.csv"]);
        Assert.Equal("subset,layer,epoch,class,samples,silentSamples,hoyer,activeFraction,gini,trevesRolls,accuracy,size,overlapWithFinal,units", classes[0]);
        Assert.Equal(1 + (2 * 2 * 3 * 10), classes.Length);
    }

    [Fact]
    public void Another_analysis_leaves_them_as_they_are_and_damage_is_noticed()
    {
        Train("run", Spec("ff", "greedy"), "1");
        RunAnalysis.Analyze(_folder["run"], new AnalysisRunOptions { DataDirectory = _data, Threads = 1 });
        Assert.NotNull(FinishedRun.Read(_folder["run"]).Epochs);
        string arrays = _folder["run/analysis/epochs.npz"];
        byte[] bytes = File.ReadAllBytes(arrays);
        bytes[^1] ^= 1;
        File.WriteAllBytes(arrays, bytes);
        Assert.Equal(
            $"{arrays} is damaged: the checksums of the layers over epochs do not match; make it again with engram analyze {_folder["run"]} --data-dir {_data} --over-epochs, or remove {_folder["run/analysis/epochs.json"]}.",
            Assert.Throws<EngramException>(() => FinishedRun.Read(_folder["run"])).Message);
    }

    [Fact]
    public void Weights_that_were_not_kept_cannot_be_measured()
    {
        Train("run", Spec("ff", "greedy"), null);
        Assert.Equal(
            $"The run {_folder["run"]} has kept no weights of earlier epochs; train one with --keep-checkpoints every:5, or leave --over-epochs out.",
            Assert.Throws<EngramException>(() => RunAnalysis.Analyze(_folder["run"], new AnalysisRunOptions { DataDirectory = _data, Threads = 1, OverEpochs = true })).Message);
    }

    private static RunSpec Spec(string model, string? schedule)
    {
        TrainingSpec training = ModelTable.Find(model).Defaults with { Model = model, Layers = [12, 8], Epochs = 3, BatchSize = 50, Seed = 3 };
        return new RunSpec { TrainSamples = 300, Training = schedule is null ? training : training with { Schedule = schedule } };
    }

    private NetworkAnalysis Train(string name, RunSpec spec, string? keep)
    {
        RunOptions options = new() { Folder = _folder[name], DataDirectory = _data, Threads = 1, KeepCheckpoints = keep is null ? null : KeptEpochs.Parse(keep, "it") };
        Assert.Equal(RunStatus.Finished, Runner.Run(spec, options, new RecordingObserver()).Record.Status);
        return RunAnalysis.Analyze(_folder[name], new AnalysisRunOptions { DataDirectory = _data, Threads = 1, OverEpochs = keep is not null });
    }

    private static void AssertSame(RepresentationAnalysis expected, int layer, MomentRepresentation found)
    {
        LayerRepresentation representation = expected.Layers[layer];
        Assert.Equal(expected.ClassCounts, found.ClassCounts);
        Assert.Equal(representation.Sparseness, found.Sparseness);
        Assert.Equal(representation.ClassSparseness, found.ClassSparseness);
        Assert.Equal(representation.ClassMeans.SelectMany(means => means), found.ClassMeans);
        Assert.Equal(representation.Ensembles.Single(set => set.Rule == EnsembleRules.MeanRatio.Name).Units, found.Ensembles);
        Assert.Equal(representation.ClassMeans[0].Select((_, unit) => representation.ClassMeans.All(means => means[unit] == 0)).Count(dead => dead), found.DeadUnits);
    }
}
