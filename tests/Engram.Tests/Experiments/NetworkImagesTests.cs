using Engram.Data.Images;
using Engram.Experiments.Evaluations;
using Engram.Storage;
using Engram.Tests.Data.Own;

namespace Engram.Tests.Experiments;

/// <summary>Images to predict have no need of labels.</summary>
public sealed class NetworkImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("images", null, 7)]
    [InlineData("x_train", null, 7)]
    [InlineData("x_train", "x_test", 9)]
    [InlineData("train_images", "test_images", 9)]
    public void Arrays_without_labels_are_read_by_the_names_that_images_have(string train, string? test, byte expected)
    {
        List<(string Name, NpyArray Array)> arrays = [(train, new NpyArray((byte[])[7], 1, 1, 1))];
        if (test is not null)
        {
            arrays.Add((test, new NpyArray((byte[])[9], 1, 1, 1)));
        }

        OwnFiles.Npz(_folder["a.npz"], [.. arrays]);
        Directory.CreateDirectory(_folder["a"]);
        foreach ((string name, NpyArray array) in arrays)
        {
            NpyFile.Write(_folder[$"a/{name}.npy"], array);
        }

        var images = new NetworkImages(new ImageShape(1, 1, 1), ImageConversion.None);
        Assert.Equal([expected], images.Read([_folder["a.npz"]]).Pixels);
        Assert.Equal([expected], images.Read([_folder["a"]]).Pixels);
    }
}
