namespace Engram.Tests.Data.Own;

/// <summary>Labels are what they are called, whatever number a part or a file gives them.</summary>
public sealed class LabelNamesTests : IDisposable
{
    private static readonly ImageShape _shape = new(1, 1, 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dog cat", "0 1 1", 1, 0, 0)]
    [InlineData("cat dog", "0 1 1", 0, 1, 1)]
    [InlineData("cat dog", "dog cat cat", 1, 0, 0)]
    [InlineData("eel dog cat", "1 2 3", null, 1, 0)]
    [InlineData("eel cat dog", "1 0 1", 0, null, 0)]
    [InlineData("Hund Katze", "0 1 1", null, null, null)]
    [InlineData("Hund Katze", "dog cat dog", 1, 0, 1)]
    [InlineData(null, "1 0 0", 1, 0, 0)]
    [InlineData(null, "dog cat cat", 1, 0, 0)]
    public void Test_labels_are_called_by_the_names_beside_them(string? names, string labels, params int?[] classes)
    {
        string train = Table("a", "cat dog", "0 1 0 1");
        string test = Table("b", names, labels);
        OwnDataOptions options = new() { Shape = _shape, TestPath = test };
        if (Array.IndexOf(classes, null) is >= 0 and var stranger)
        {
            string label = labels.Split(' ')[stranger];
            Assert.Contains($" has the label {label}, which is {Called(label)}, but the classes are cat, dog; ", Refusal(train, options), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(classes, OwnData.Load(train, options).Test.Labels.ToArray().Select(label => (int?)label));
        }

        string Called(string label) => names!.Split(' ')[int.Parse(label, null) - (labels.Contains('0', StringComparison.Ordinal) ? 0 : 1)];
    }

    [Fact]
    public void Folders_are_test_images_of_numbers_with_names()
    {
        Directory.CreateDirectory(_folder["a"]);
        File.WriteAllBytes(_folder["a/data_batch_1.bin"], OwnFiles.Cifar(1, 0, 1, 0, 1));
        File.WriteAllText(_folder["a/batches.meta.txt"], "dog\ncat\n");
        OwnFiles.ClassFolders(_folder["b"], 1, 32, ["cat"]);
        OwnDataOptions options = new() { TestPath = _folder["b"], Conversion = new() { Grayscale = true } };
        Assert.Equal([1], OwnData.Load(_folder["a"], options).Test.Labels);
    }

    [Theory]
    [InlineData("cat dog eel", "1 2 3 3", 0, 1, 2, 2)]
    [InlineData("cat dog eel", "0 1 1 0", 0, 1, 1, 0)]
    [InlineData("eel dog cat", "0 1 1 0", 2, 1, 1, 2)]
    [InlineData("cat dog eel", "1 3 3 1", 0, 2, 2, 0)]
    [InlineData("Katze Hund Aal", "cat dog dog cat", 0, 1, 1, 0)]
    [InlineData(null, "0 1 1 0", 0, 1, 1, 0)]
    public void Labels_among_known_classes_are_called_by_the_names_beside_them(string? names, string labels, params int[] classes)
    {
        OwnDataOptions options = new() { Shape = _shape, KnownClasses = ["cat", "dog", "eel"], TestsAll = true };
        Assert.Equal(classes, OwnData.Load(Table("a", names, labels), options).Test.Labels);
    }

    [Fact]
    public void Labels_that_may_begin_at_0_or_at_1_are_refused_unless_the_other_part_tells()
    {
        string test = Table("a", "cat dog eel", "1 2 2 1", "test.csv");
        OwnDataOptions options = new() { Shape = _shape, KnownClasses = ["cat", "dog", "eel"], TestsAll = true };
        Assert.Equal(
            $"{test} has labels from 1 to 2, and {_folder["a/classes.txt"]} has 3 names, so that it is not clear whether labels begin at 0 or at 1; write the names as labels, or add an image of the label 0 or 3.",
            Refusal(test, options));
        Table("a", "cat dog eel", "1 2 3", "train.csv");
        Assert.Equal([0, 1, 1, 0], OwnData.Load(_folder["a"], options).Test.Labels);
    }

    private static string Refusal(string path, OwnDataOptions options) => Assert.Throws<EngramException>(() => OwnData.Load(path, options)).Message;

    /// <summary>A table of images with labels, and the names beside it.</summary>
    private string Table(string folder, string? names, string labels, string file = "a.csv")
    {
        Directory.CreateDirectory(_folder[folder]);
        if (names is not null)
        {
            File.WriteAllText(_folder[$"{folder}/classes.txt"], names.Replace(' ', '\n'));
        }

        string path = _folder[$"{folder}/{file}"];
        File.WriteAllLines(path, labels.Split(' ').Select((label, index) => $"{label},{index},255"));
        return path;
    }
}
