using System.Text.Json;
using Engram.Models;
using Engram.Tests.Data.Own;
using Engram.Training;

namespace Engram.Tests.Cli.Data;

/// <summary>Own images from a path to a report, by the commands as they are typed.</summary>
public sealed class OwnDataRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Own_images_are_trained_evaluated_analyzed_and_reported_with_their_names()
    {
        OwnFiles.ClassFolders(_folder["own"], 12, 4, ["ant", "bee", "cow"]);
        EngramRun train = Run("train", "--data", _folder["own"], "--layers", "8,8", "--epochs", "2", "--run", _folder["run"], "--json");
        Assert.Equal((3, "class-folders, no test part, so 0.1667 of each class is kept for the test"), Origin(train.Output));
        Assert.Contains($"data: {_folder["own"]}\n", File.ReadAllText(_folder["run/spec.yaml"]), StringComparison.Ordinal);
        Assert.StartsWith(
            $"Accuracy {JsonDocument.Parse(train.Output).RootElement.GetProperty("testAccuracy").GetDouble():F4} on 6 test images of own\nown in {_folder["own"]}: 30 training and 6 test images of 1x4x4, 3 classes (class-folders",
            Run("evaluate", _folder["run"]).Output,
            StringComparison.Ordinal);
        Run("analyze", _folder["run"], "--quiet");
        Assert.StartsWith($"own in {_folder["own"]}: 30 training and 6 test images of 1x4x4, 3 classes", Run("report", _folder["run"]).Output, StringComparison.Ordinal);
        Assert.Contains("bee", File.ReadAllText(_folder["run/report.html"]), StringComparison.Ordinal);

        // A result does not go over an image.
        EngramRun over = EngramRun.Of("evaluate", _folder["run"], "--goodness", _folder["own/ant/0.png"]);
        Assert.Equal($"{_folder["own/ant/0.png"]} cannot be written because it is a file of the data {_folder["own"]}; name another file with --goodness.\n", over.Error);

        // Moved images are the run's own, others need the option and are tested in whole.
        Directory.Move(_folder["own"], _folder["moved"]);
        Assert.Contains("6 test images", Run("evaluate", _folder["run"], "--data", _folder["moved"]).Output, StringComparison.Ordinal);
        OwnFiles.ClassFolders(_folder["other"], 2, 4, ["bee", "cow"]);
        EngramRun refused = EngramRun.Of("evaluate", _folder["run"], "--data", _folder["other"]);
        Assert.Contains("put the images back that it was begun with, or add --other-data if the other data are meant.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("4 test images of other", Run("evaluate", _folder["run"], "--data", _folder["other"], "--other-data").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_behind_the_pixels_have_room_for_more_classes()
    {
        string[] classes = [.. Enumerable.Range(0, 12).Select(index => $"class{index}")];
        OwnFiles.ClassFolders(_folder["own"], 3, 4, classes);
        foreach (string model in (string[])["ff", "bp-ff"])
        {
            Run("train", "--data", _folder["own"], "--model", model, "--label-code", "appended", "--layers", "8,8", "--epochs", "2", "--run", _folder[model], "--quiet");
            NetworkBody network = NetworkFile.Read(_folder[$"{model}/weights.safetensors"]);
            Assert.Equal(16 + 12, network.Input.Overlay.InputCount);
            Assert.Equal([28, 8], network.Parameters["layers.0.weight"].Shape.Order().Reverse());
            Run("evaluate", _folder[model]);
            Run("analyze", _folder[model], "--quiet");
            Run("report", _folder[model]);
        }
    }

    [Fact]
    public void Labels_that_take_more_than_a_row_of_pixels_are_named()
    {
        OwnFiles.ClassFolders(_folder["own"], 3, 5, ["a", "b", "c", "d", "e", "f"]);
        EngramRun run = EngramRun.Of("train", "--data", _folder["own"], "--layers", "8", "--epochs", "1", "--run", _folder["run"], "--quiet");
        Assert.Equal("Warning: The labels of 6 classes take 6 of the 25 pixels of each channel, more than a row of 5; labelCode appended gives them inputs of their own.\n", run.Error);
    }

    private static EngramRun Run(params string[] arguments)
    {
        EngramRun run = EngramRun.Of(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }

    private static (int Classes, string? Remark) Origin(string json)
    {
        JsonElement origin = JsonDocument.Parse(json).RootElement.GetProperty("origin");
        return (origin.GetProperty("classCount").GetInt32(), origin.GetProperty("remark").GetString());
    }
}
