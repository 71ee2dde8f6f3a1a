namespace Engram.PackageTests;

/// <summary>The data set that the package has stands beside the program.</summary>
public sealed class MnistTests
{
    [Fact]
    public void MNIST_is_found_beside_the_program()
    {
        DatasetSplits mnist = DatasetCatalog.Load("mnist", Path.Combine(AppContext.BaseDirectory, "data"));
        Assert.Equal((60000, 10000), (mnist.Train.Count, mnist.Test.Count));
    }
}
