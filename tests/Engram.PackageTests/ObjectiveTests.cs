using Engram.Analysis;
using Engram.Analysis.Predictions;
using Engram.Data;
using Engram.Data.Catalog;
using Engram.Families;
using Engram.Models;
using Engram.Threading;
using Engram.Training;

namespace Engram.PackageTests;

/// <summary>Local objectives of one's own are models of their names.</summary>
public sealed class ObjectiveTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"engram-{Guid.NewGuid():N}.safetensors");
    private readonly WorkerPool _workers = new(2);

    static ObjectiveTests()
    {
        DatasetCatalog.Register(Stripes.Description);
        ModelTable.Register(new CentroidObjective());
        ModelTable.Register(new PairedGoodness());
    }

    private static DatasetSplits Data => DatasetCatalog.Load(Stripes.Name);

    public void Dispose()
    {
        _workers.Dispose();
        File.Delete(_path);
    }

    [Theory]
    [InlineData("centroids", true, "overlay")]
    [InlineData("centroids", false, "overlay")]
    [InlineData("paired-goodness", false, "overlay")]
    [InlineData("paired-goodness", false, "appended")]
    public void It_trains_and_is_saved_loaded_and_analyzed(string model, bool batchNormalization, string labelCode)
    {
        Network network = Train(Spec(model) with { BatchNormalization = batchNormalization, LabelCode = labelCode });
        EvaluationResult result = Evaluate(network);
        Assert.InRange(result.Accuracy, 0.8, 1);
        NetworkFile.Write(_path, network);
        Network read = NetworkFile.Read(_path);
        Assert.Equal(model, read.Model.Name);
        Assert.Equal(result.Scores, Evaluate(read).Scores);
        AnalysisResult analysis = NetworkAnalyzer.Analyze(read, Data.Test, new AnalysisOptions { Prediction = read.Spec.Prediction }, _workers);
        Assert.Equal(result.Accuracy, analysis.Evaluation.Accuracy);
        Assert.Equal(network.LayerShapes.Count, analysis.Analysis.Correct.Layers.Count);
    }

    [Theory]
    [InlineData("centroids", "greedy")]
    [InlineData("centroids", "joint")]
    [InlineData("paired-goodness", "greedy")]
    public void A_training_that_is_resumed_has_the_same_bits_on_any_number_of_threads(string model, string schedule)
    {
        TrainingSpec spec = Spec(model) with { Schedule = schedule, Dropout = 0.1f };
        float[] undisturbed = Numbers(Train(spec));
        using WorkerPool single = new(1);
        Trainer trainer = Trainers.Create(spec, Data.Train, single);
        for (int step = 0; step < trainer.TotalSteps / 3; step++)
        {
            trainer.TakeStep();
        }

        TrainingStateFile.Write(_path, trainer.State);
        Assert.Equal(undisturbed, Numbers(Complete(Trainers.Resume(TrainingStateFile.Read(_path), Data.Train, _workers))));
    }

    [Fact]
    public void Its_parameters_are_learned_and_stand_in_the_file()
    {
        float[] initial = Trainers.Create(Spec("centroids"), Data.Train, _workers).State.Network.Parameters["layers.1.objective.centroids"].ToArray();
        Network network = Train(Spec("centroids"));
        Assert.Equal([4, 20], network.Parameters["layers.1.objective.centroids"].Shape);
        Assert.NotEqual(initial, network.Parameters["layers.1.objective.centroids"].ToArray());
    }

    [Fact]
    public void A_name_belongs_to_one()
    {
        EngramException error = Assert.Throws<EngramException>(() => ModelTable.Register(new PairedGoodness()));
        Assert.Equal("There is a model 'paired-goodness' already, Engram.PackageTests.PairedGoodness; give Engram.PackageTests.PairedGoodness another name.", error.Message);
    }

    private static TrainingSpec Spec(string model) => ModelTable.Find(model).Defaults with { Layers = [24, 20], Epochs = 6, BatchSize = 20 };

    private static float[] Numbers(Network network) => [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];

    private static Network Complete(Trainer trainer)
    {
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }

        return trainer.State.Network;
    }

    private Network Train(TrainingSpec spec) => Complete(Trainers.Create(spec, Data.Train, _workers));

    private EvaluationResult Evaluate(Network network) => Evaluation.Evaluate(network, Data.Test, network.Spec.Prediction, false, _workers);
}
