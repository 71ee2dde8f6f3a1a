using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Data.Own;
using Engram.Labels;
using Engram.Models;
using Engram.Objectives;
using Engram.Optimizers;

namespace Engram.PackageTests;

/// <summary>What a user of the package writes is used by its name.</summary>
public sealed class ExtensionTests
{
    private static readonly NextLabelNegatives _negatives = new();
    private static readonly TrainingSpec _spec = new() { Layers = [24, 20], Epochs = 6, BatchSize = 20, LearningRate = 0.01f };

    static ExtensionTests()
    {
        Stripes.Register();
        DatasetFormats.Register(new LetterRows());
        GoodnessFunctions.Register(new RootMeanGoodness());
        NegativePolicies.Register(_negatives);
        NegativePolicies.Register(new TrueNegatives());
        EnsembleRules.Register(new TopThreeRule());
        PredictionRules.Register(new LargestPrediction());
        OptimizerTable.Register(new SignOptimizer());
        LearningRateSchedules.Register(new FallingRate());
        TrainingSchedules.Register(new TwiceSchedule());
    }

    private static DatasetSplits Data => DatasetCatalog.Load(Stripes.Name);

    [Fact]
    public void A_data_set_of_ones_own_trains_and_its_network_is_read_back()
    {
        Network network = Train(_spec);
        Assert.InRange(Accuracy(network), 0.9, 1);
        string path = Path.Combine(Path.GetTempPath(), $"engram-{Guid.NewGuid():N}.safetensors");
        try
        {
            network.Save(path);
            Network read = Network.Load(path);
            Assert.Equal(Accuracy(network), Accuracy(read));
            Assert.Equal(["top", "upper", "lower", "bottom"], read.ClassNames);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_form_of_own_images_is_read_by_its_path()
    {
        string path = Path.Combine(Path.GetTempPath(), $"engram-{Guid.NewGuid():N}{LetterRows.Ending}");
        try
        {
            File.WriteAllLines(path, ["cat:abc", "dog:xyz", "cat:bcd", "dog:wxy"]);
            DatasetSplits splits = OwnData.Load(path);
            Assert.Equal(["cat", "dog"], splits.Train.ClassNames);
            Assert.Equal((2, 2), (splits.Train.Count, splits.Test.Count));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("bp-ff")]
    public void A_goodness_function_trains_and_is_named_in_the_file(string model)
    {
        Network network = Train(Trainer.DefaultsOf(model) with { Layers = [24, 20], Epochs = 6, BatchSize = 20, LearningRate = 0.01f, Goodness = "my-goodness" });
        Assert.IsType<RootMeanGoodness>(network.Goodness);
        Assert.InRange(Accuracy(network), 0.9, 1);
    }

    [Fact]
    public void A_negative_policy_is_asked_in_every_epoch()
    {
        int before = _negatives.Draws;
        Network network = Train(_spec with { Negatives = "my-negatives" });
        Assert.Equal(2 * _spec.Epochs[0], _negatives.Draws - before);
        Assert.InRange(Accuracy(network), 0.5, 1);
    }

    [Fact]
    public void A_negative_policy_that_draws_a_true_label_is_told_so()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Train(_spec with { Negatives = "true-negatives" }));
        Assert.Equal(
            "The negative policy 'true-negatives' drew label 0 for image 0 of label 0; a wrong label is one of NegativeContext.TrainedLabels and not the image's own.",
            error.Message);
    }

    [Theory]
    [InlineData("my-optimizer", "constant", "greedy")]
    [InlineData("adam", "my-rate", "greedy")]
    [InlineData("adam", "constant", "my-schedule")]
    public void An_optimizer_a_rate_and_a_schedule_train(string optimizer, string rate, string schedule)
    {
        Network network = Train(_spec with { Optimizer = optimizer, LearningRateSchedule = rate, Schedule = schedule });
        Assert.InRange(Accuracy(network), 0.8, 1);
        Network other = Train(_spec);
        Assert.NotEqual(
            network.Parameters.SelectMany(parameter => parameter.ToArray()).ToArray(),
            other.Parameters.SelectMany(parameter => parameter.ToArray()).ToArray());
    }

    [Fact]
    public void A_prediction_rule_predicts()
    {
        Network network = Train(_spec with { Prediction = "my-prediction" });
        Assert.InRange(Accuracy(network), 0.8, 1);
    }

    [Fact]
    public void An_ensemble_rule_stands_in_the_analysis_after_the_librarys_own()
    {
        Network network = Train(_spec);
        NetworkAnalysis analysis = network.Analyze(Data.Test);
        EnsembleSet set = analysis.Correct.Layers[0].Ensembles[^1];
        Assert.Equal("my-rule", set.Rule);
        Assert.All(set.Units, units => Assert.Equal(3, units.Count));
    }

    [Fact]
    public void A_name_belongs_to_one()
    {
        EngramException error = Assert.Throws<EngramException>(() => GoodnessFunctions.Register(new RootMeanGoodness()));
        Assert.Equal("There is a goodness 'my-goodness' already, Engram.PackageTests.RootMeanGoodness; give Engram.PackageTests.RootMeanGoodness another name.", error.Message);
        error = Assert.Throws<EngramException>(() => DatasetCatalog.Register(Stripes.Name, Data));
        Assert.Equal("There is a data set 'stripes' already; give this one another name.", error.Message);
        Assert.Equal(Stripes.Name, DatasetCatalog.Names[^1]);
    }

    private static Network Train(TrainingSpec spec)
    {
        using Trainer trainer = Trainer.Create(spec, Data.Train, threads: 2);
        return trainer.Run(cancellation: TestContext.Current.CancellationToken);
    }

    private static double Accuracy(Network network) => network.Evaluate(Data.Test).Accuracy;
}
