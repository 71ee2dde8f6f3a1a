namespace Engram.Tests.Documentation;

/// <summary>The README's example is the code between the markers, compiled and run here.</summary>
public class ReadmeExampleTests
{
    [Fact]
    public void The_example_runs_and_learns()
    {
        // example begins
        DatasetSplits mnist = DatasetCatalog.Load("mnist");
        TrainingSpec spec = new() { Layers = [200, 200], Epochs = 10, BatchSize = 128 };
        using Trainer trainer = Trainer.Create(spec, mnist.Train.Take(6000));
        foreach (EpochMetrics epoch in trainer.Epochs())
        {
            Console.WriteLine($"layer {epoch.LayerIndex + 1}, epoch {epoch.EpochIndex + 1}: loss {epoch.Loss:F3}");
        }

        EvaluationResult result = trainer.Network.Evaluate(mnist.Test.Take(1000));
        Console.WriteLine($"accuracy {result.Accuracy:F3}, sparseness of layer 1 {result.Layers[0].HoyerSparseness:F3}");

        trainer.Network.Save("digits.safetensors");
        Predictor predictor = Network.Load("digits.safetensors").CreatePredictor();
        Console.WriteLine($"the first test image is a {predictor.Predict(mnist.Test.Pixels(0)).ClassName}");

        // example ends
        Assert.InRange(result.Accuracy, 0.8, 1);
        File.Delete("digits.safetensors");
    }

    [Fact]
    public void The_readme_shows_the_code_that_runs()
    {
        string[] source = File.ReadAllLines(Path.Combine(RepositoryRoot(), "tests/Engram.Tests/Documentation/ReadmeExampleTests.cs"));
        int begin = Array.FindIndex(source, line => line.Trim() == "// example begins");
        int end = Array.FindIndex(source, line => line.Trim() == "// example ends");
        string example = string.Join('\n', source[(begin + 1)..end].Select(line => line.Length > 8 ? line[8..] : line.Trim())).Trim();
        string readme = File.ReadAllText(Path.Combine(RepositoryRoot(), "README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\nusing Engram;\n\n{example}\n```", readme, StringComparison.Ordinal);
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Engram.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
