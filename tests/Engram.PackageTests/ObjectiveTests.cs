using Engram.Analysis;
using Engram.Families;

namespace Engram.PackageTests;

/// <summary>Local objectives of one's own are models of their names.</summary>
public sealed class ObjectiveTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"engram-{Guid.NewGuid():N}.safetensors");

    static ObjectiveTests()
    {
        Stripes.Register();
        ModelTable.Register(new CentroidObjective());
        ModelTable.Register(new PairedGoodness());
    }

    private static DatasetSplits Data => DatasetCatalog.Load(Stripes.Name);

    public void Dispose() => File.Delete(_path);

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
        network.Save(_path);
        Network read = Network.Load(_path);
        Assert.Equal(model, read.Model.Name);
        Assert.Equal(result.Scores, Evaluate(read).Scores);
        NetworkAnalysis analysis = read.Analyze(Data.Test);
        Assert.Equal(result.Accuracy, analysis.Accuracy);
        Assert.Equal(network.LayerShapes.Count, analysis.Correct.Layers.Count);
    }

    [Theory]
    [InlineData("centroids", "greedy")]
    [InlineData("centroids", "joint")]
    [InlineData("paired-goodness", "greedy")]
    public void A_training_that_is_resumed_has_the_same_bits_on_any_number_of_threads(string model, string schedule)
    {
        TrainingSpec spec = Spec(model) with { Schedule = schedule, Dropout = 0.1f };
        float[] undisturbed = Numbers(Train(spec));
        using (Trainer trainer = Trainer.Create(spec, Data.Train, threads: 1))
        {
            for (int step = 0; step < trainer.TotalSteps / 3; step++)
            {
                trainer.TakeStep();
            }

            trainer.SaveCheckpoint(_path);
        }

        using Trainer resumed = Trainer.Resume(_path, Data.Train, threads: 2);
        Assert.Equal(undisturbed, Numbers(resumed.Run(cancellation: TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Its_parameters_are_learned_and_stand_in_the_file()
    {
        using Trainer trainer = Trainer.Create(Spec("centroids"), Data.Train);
        float[] initial = trainer.Network.Parameters["layers.1.objective.centroids"].ToArray();
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

    private static TrainingSpec Spec(string model) => Trainer.DefaultsOf(model) with { Layers = [24, 20], Epochs = 6, BatchSize = 20 };

    private static float[] Numbers(Network network) => [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];

    private static Network Train(TrainingSpec spec)
    {
        using Trainer trainer = Trainer.Create(spec, Data.Train, threads: 2);
        return trainer.Run(cancellation: TestContext.Current.CancellationToken);
    }

    private static EvaluationResult Evaluate(Network network) => network.Evaluate(Data.Test);
}
