using Engram.Data.Images;
using Engram.Storage;

namespace Engram.Tests.Data.Own;

public sealed class OwnDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Class_folders_are_split_the_same_way_each_time_with_every_class_in_both_parts()
    {
        OwnFiles.ClassFolders(_folder.Path, 6, "cat", "dog", "eel");
        DatasetSplits splits = OwnData.Load(_folder.Path);
        Assert.Equal(["cat", "dog", "eel"], splits.Train.ClassNames);
        Assert.Equal(new ImageShape(1, 3, 3), splits.Train.Shape);
        Assert.Equal((15, 3), (splits.Train.Count, splits.Test.Count));
        Assert.Equal([0, 1, 2], splits.Test.Labels.ToArray().Order());
        Assert.Equal(splits.Train.Fingerprint, OwnData.Load(_folder.Path).Train.Fingerprint);
        Assert.Equal("class-folders, no test part, so 0.1667 of each class is kept for the test", splits.Origin!.Remark);

        // Every image with its own label: 40 for a class and one for a place.
        Assert.All(Enumerable.Range(0, 15), image => Assert.Equal(splits.Train.Labels[image], splits.Train.Pixels(image)[0] / 40));
    }

    [Fact]
    public void The_first_images_of_class_folders_are_of_all_classes()
    {
        OwnFiles.ClassFolders(_folder.Path, 20, "cat", "dog", "eel");
        Assert.Equal([0, 1, 2], OwnData.Load(_folder.Path).Train.Take(12).Labels.ToArray().Distinct().Order());
    }

    [Theory]
    [InlineData("train", "test")]
    [InlineData("Train", "TEST")]
    [InlineData("Training", "Testing")]
    public void Folders_called_train_and_test_are_the_two_parts(string train, string test)
    {
        OwnFiles.ClassFolders(_folder[train], 2, "10", "9");
        OwnFiles.ClassFolders(_folder[test], 1, "10", "9");
        DatasetSplits splits = OwnData.Load(_folder.Path);
        Assert.Equal(["9", "10"], splits.Train.ClassNames);
        Assert.Equal((4, 2), (splits.Train.Count, splits.Test.Count));
    }

    [Fact]
    public void Images_in_folders_of_a_class_are_of_the_class()
    {
        OwnFiles.ClassFolders(_folder.Path, 2, "ant", "bee");
        OwnFiles.ClassFolders(_folder["bee"], 1, "more");
        DatasetSplits splits = OwnData.Load(_folder.Path, new OwnDataOptions { TestsAll = true });
        Assert.Equal([2, 3], Enumerable.Range(0, 2).Select(label => splits.Train.Labels.Count(label)));
    }

    [Fact]
    public void A_file_names_the_classes_in_the_order_of_the_labels()
    {
        OwnFiles.ClassFolders(_folder.Path, 2, "0", "1");
        File.WriteAllText(_folder["classes.txt"], "ant\nbee\n");
        Assert.Equal(["ant", "bee"], OwnData.Load(_folder.Path).Train.ClassNames);
    }

    [Fact]
    public void A_file_with_the_names_of_the_folders_orders_them()
    {
        OwnFiles.ClassFolders(_folder.Path, 2, "ant", "bee");
        File.WriteAllText(_folder["classes.txt"], "bee\nant\n");
        ImageDataset train = OwnData.Load(_folder.Path).Train;
        Assert.Equal(["bee", "ant"], train.ClassNames);
        Assert.All(Enumerable.Range(0, train.Count), image => Assert.Equal(1 - train.Labels[image], train.Pixels(image)[0] / 40));
    }

    [Fact]
    public void The_normalization_is_that_of_the_training_images()
    {
        OwnFiles.Npz(
            _folder["a.npz"],
            ("x_train", new NpyArray([0, 255, 0, 255], 4, 1, 1)), ("y_train", new NpyArray([0, 1, 0, 1], 4)),
            ("x_test", new NpyArray([7, 7], 2, 1, 1)), ("y_test", new NpyArray([0, 1], 2)));
        DatasetSplits splits = OwnData.Load(_folder["a.npz"]);
        Assert.Equal([0.5f], splits.Train.Normalization.Mean);
        Assert.Equal([0.5f], splits.Train.Normalization.StandardDeviation);
        Assert.Equal(splits.Train.Normalization, splits.Test.Normalization);
    }

    public static TheoryData<Array, byte[]> Numbers => new()
    {
        { (byte[])[0, 1, 2, 255], [0, 1, 2, 255] },
        { (long[])[0, 1, 2, 255], [0, 1, 2, 255] },
        { (float[])[0, 0.5f, 0.25f, 1], [0, 128, 64, 255] },
        { (float[])[0, 1, 0, 1], [0, 255, 0, 255] },
        { (byte[])[0, 1, 0, 1], [0, 255, 0, 255] },
        { (int[])[0, 1, 0, 1], [0, 255, 0, 255] },
        { (long[])[0, 1, 0, 1], [0, 255, 0, 255] },
        { (float[])[0, 1, 2, 255], [0, 1, 2, 255] },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_become_bytes_by_one_rule(Array numbers, byte[] bytes)
    {
        NpyArray images = numbers switch
        {
            byte[] values => new NpyArray(values, 4, 1, 1),
            int[] values => new NpyArray(values, 4, 1, 1),
            long[] values => new NpyArray(values, 4, 1, 1),
            _ => new NpyArray((float[])numbers, 4, 1, 1),
        };
        OwnFiles.Npz(_folder["a.npz"], ("images", images), ("labels", new NpyArray((long[])[3, 4, 3, 4], 4)));
        DatasetSplits splits = OwnData.Load(_folder["a.npz"], new OwnDataOptions { TestsAll = true });
        Assert.Equal(["3", "4"], splits.Train.ClassNames);
        Assert.Equal(bytes, Enumerable.Range(0, 4).Select(image => splits.Train.Pixels(image)[0]));
        Assert.Equal(bytes[1] > 1, splits.Origin!.Remark!.StartsWith("npz, values from 0 to 1,", StringComparison.Ordinal));
    }

    [Fact]
    public void True_and_false_are_white_and_black()
    {
        OwnFiles.RawNpz(_folder["a.npz"], ("images", OwnFiles.Npy("|b1", "(4, 1, 1)", [0, 1, 1, 0])), ("labels", OwnFiles.Npy("|b1", "(4,)", [0, 1, 1, 0])));
        DatasetSplits splits = OwnData.Load(_folder["a.npz"], new OwnDataOptions { TestsAll = true });
        Assert.Equal([0, 255, 255, 0], Enumerable.Range(0, 4).Select(image => splits.Train.Pixels(image)[0]));
    }

    [Theory]
    [InlineData("<f8", new double[] { 0, 0.5, 0.25, 1 })]
    public void Types_that_numpy_gives_by_itself_are_read(string type, double[] values)
    {
        byte[] bytes = [.. values.SelectMany(BitConverter.GetBytes)];
        OwnFiles.RawNpz(
            _folder["a.npz"], ("images", OwnFiles.Npy(type, "(4, 1, 1)", bytes)), ("labels", OwnFiles.Npy("<u2", "(4, 1)", [0, 0, 1, 0, 0, 0, 1, 0])));
        Assert.Equal(128, OwnData.Load(_folder["a.npz"], new OwnDataOptions { TestsAll = true }).Train.Pixels(1)[0]);
    }

    [Theory]
    [InlineData(new long[] { 2, 5, 1, 3 }, new byte[] { 0, 3, 6, 9, 12, 1, 4, 7, 10, 13, 2, 5, 8, 11, 14 })]
    [InlineData(new long[] { 2, 3, 8, 8 }, null)]
    public void Channels_may_stand_before_or_behind_height_and_width(long[] shape, byte[]? first)
    {
        byte[] pixels = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (all, length) => all * length)).Select(value => (byte)value)];
        OwnFiles.Npz(_folder["a.npz"], ("images", new NpyArray(pixels, shape)), ("labels", new NpyArray((long[])[0, 1], 2)));
        OwnFiles.Npz(_folder["t.npz"], ("images", new NpyArray(pixels, shape)), ("labels", new NpyArray((long[])[0, 1], 2)));
        ImageDataset train = OwnData.Load(_folder["a.npz"], new OwnDataOptions { TestPath = _folder["t.npz"] }).Train;
        Assert.Equal(3, train.Shape.Channels);
        Assert.Equal(first ?? pixels[..192], train.Pixels(0).ToArray());
    }

    [Fact]
    public void A_folder_of_npy_files_is_read_as_one_npz_file()
    {
        NpyFile.Write(_folder["x_train.npy"], new NpyArray(OwnFiles.Pixels(4), 4, 9));
        NpyFile.Write(_folder["y_train.npy"], new NpyArray((int[])[0, 1, 0, 1], 4));
        DatasetSplits splits = OwnData.Load(_folder.Path, new OwnDataOptions { Shape = new ImageShape(1, 3, 3) });
        Assert.Equal(new ImageShape(1, 3, 3), splits.Train.Shape);
        Assert.Equal((2, 2), (splits.Train.Count, splits.Test.Count));
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", false)]
    [InlineData("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte.gz", "emnist-letters-test-images-idx3-ubyte.gz", "emnist-letters-test-labels-idx1-ubyte.gz", true)]
    public void IDX_files_are_found_by_their_names_and_their_labels_may_begin_at_1(string images, string labels, string testImages, string testLabels, bool packed)
    {
        byte[] Pack(byte[] content) => packed ? IdxBytes.Gzip(content) : content;
        File.WriteAllBytes(_folder[images], Pack(IdxBytes.Images(4, 3, 3)));
        File.WriteAllBytes(_folder[labels], Pack(IdxBytes.Labels(1, 2, 3, 3)));
        File.WriteAllBytes(_folder[testImages], Pack(IdxBytes.Images(2, 3, 3)));
        File.WriteAllBytes(_folder[testLabels], Pack(IdxBytes.Labels(3, 1)));
        DatasetSplits splits = OwnData.Load(_folder.Path);
        Assert.Equal(["1", "2", "3"], splits.Train.ClassNames);
        Assert.Equal([0, 1, 2, 2], splits.Train.Labels);
        Assert.Equal([2, 0], splits.Test.Labels);
        File.WriteAllText(_folder["classes.txt"], "a\nb\nc");
        splits = OwnData.Load(_folder.Path);
        Assert.Equal(["a", "b", "c"], splits.Train.ClassNames);
        Assert.Equal("idx, classes named by classes.txt, labels begin at 1", splits.Origin!.Remark);
    }

    [Theory]
    [InlineData(1, "batches.meta.txt")]
    [InlineData(2, "fine_label_names.txt")]
    public void CIFAR_files_say_by_their_length_which_they_are(int labelBytes, string namesFile)
    {
        File.WriteAllBytes(_folder["data_batch_1.bin"], OwnFiles.Cifar(labelBytes, 0, 1));
        File.WriteAllBytes(_folder["data_batch_2.bin"], OwnFiles.Cifar(labelBytes, 1));
        File.WriteAllBytes(_folder["test_batch.bin"], OwnFiles.Cifar(labelBytes, 1));
        File.WriteAllText(_folder[namesFile], "ant\nbee\n\n");
        DatasetSplits splits = OwnData.Load(_folder.Path);
        Assert.Equal([0, 1, 1], splits.Train.Labels);
        Assert.Equal([1], splits.Test.Labels);
        Assert.Equal(["ant", "bee"], splits.Train.ClassNames);
        Assert.Equal(new ImageShape(3, 32, 32), splits.Test.Shape);
        Assert.Equal(2, splits.Test.Pixels(0)[1]);
    }

    [Fact]
    public void A_single_CIFAR_file_may_be_the_test_images()
    {
        Directory.CreateDirectory(_folder["train"]);
        File.WriteAllBytes(_folder["train/data_batch_1.bin"], OwnFiles.Cifar(1, 0, 1, 0));
        File.WriteAllBytes(_folder["data_batch_5.bin"], OwnFiles.Cifar(1, 1, 0));
        DatasetSplits splits = OwnData.Load(_folder["train"], new OwnDataOptions { TestPath = _folder["data_batch_5.bin"] });
        Assert.Equal((3, 2), (splits.Train.Count, splits.Test.Count));
        Assert.Equal($"cifar-binary, test images from {_folder["data_batch_5.bin"]}", splits.Origin!.Remark);
    }

    public static TheoryData<string, Action<string>> BothParts => new()
    {
        {
            "class-folders",
            folder =>
            {
                OwnFiles.ClassFolders(Path.Combine(folder, "train"), 3, "0", "1");
                OwnFiles.ClassFolders(Path.Combine(folder, "test"), 1, "0", "1");
            }
        },
        {
            "npz",
            folder => OwnFiles.Npz(
                Path.Combine(folder, "a.npz"),
                ("x_train", OwnFiles.Images(6)), ("y_train", new NpyArray([0, 1, 0, 1, 0, 1], 6)), ("x_test", OwnFiles.Images(2)), ("y_test", new NpyArray([0, 1], 2)))
        },
        {
            "npy",
            folder =>
            {
                NpyFile.Write(Path.Combine(folder, "x_train.npy"), OwnFiles.Images(6));
                NpyFile.Write(Path.Combine(folder, "y_train.npy"), new NpyArray([0, 1, 0, 1, 0, 1], 6));
                NpyFile.Write(Path.Combine(folder, "x_test.npy"), OwnFiles.Images(2));
                NpyFile.Write(Path.Combine(folder, "y_test.npy"), new NpyArray([0, 1], 2));
            }
        },
        {
            "idx",
            folder =>
            {
                File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte"), IdxBytes.Images(6, 3, 3));
                File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), IdxBytes.Labels(0, 1, 0, 1, 0, 1));
                File.WriteAllBytes(Path.Combine(folder, "t10k-images-idx3-ubyte"), IdxBytes.Images(2, 3, 3));
                File.WriteAllBytes(Path.Combine(folder, "t10k-labels-idx1-ubyte"), IdxBytes.Labels(0, 1));
            }
        },
        {
            "cifar-binary",
            folder =>
            {
                File.WriteAllBytes(Path.Combine(folder, "data_batch_1.bin"), OwnFiles.Cifar(1, 0, 1, 0, 1, 0, 1));
                File.WriteAllBytes(Path.Combine(folder, "test_batch.bin"), OwnFiles.Cifar(1, 0, 1));
            }
        },
        {
            "csv",
            folder =>
            {
                File.WriteAllText(Path.Combine(folder, "train.csv"), "0,2,1\n1,3,4\n0,5,6\n1,7,8\n0,9,10\n1,11,12\n");
                File.WriteAllText(Path.Combine(folder, "test.csv"), "0,2,1\n1,3,4\n");
            }
        },
    };

    [Theory]
    [MemberData(nameof(BothParts))]
    public void Of_files_named_for_the_test_their_test_part_is_taken(string format, Action<string> write)
    {
        write(_folder.Path);
        string path = format == "npz" ? _folder["a.npz"] : _folder.Path;
        OwnDataOptions options = new() { Shape = format == "csv" ? new ImageShape(1, 1, 2) : null };
        Assert.Equal((6, 2), Counts(OwnData.Load(path, options)));
        DatasetSplits splits = OwnData.Load(path, options with { TestPath = path });
        Assert.Equal((6, 2), Counts(splits));
        Assert.StartsWith(format, splits.Origin!.Remark, StringComparison.Ordinal);

        static (int Train, int Test) Counts(DatasetSplits splits) => (splits.Train.Count, splits.Test.Count);
    }

    [Fact]
    public void Of_folders_for_the_test_that_have_no_test_part_the_images_to_learn_from_are_taken()
    {
        OwnFiles.ClassFolders(_folder["a"], 3, "cat", "dog");
        OwnFiles.ClassFolders(_folder["b/train"], 2, "cat", "dog");
        OwnFiles.ClassFolders(_folder["b/val"], 1, "cat", "dog");
        Assert.Equal(4, OwnData.Load(_folder["a"], new OwnDataOptions { TestPath = _folder["b"] }).Test.Count);
    }

    [Fact]
    public void Files_may_be_links()
    {
        File.WriteAllBytes(_folder["batch"], OwnFiles.Cifar(1, 0, 1, 0, 1));
        Directory.CreateDirectory(_folder["data"]);
        File.CreateSymbolicLink(_folder["data/data_batch_1.bin"], _folder["batch"]);
        Assert.Equal(2, OwnData.Load(_folder["data"]).Train.Count);
    }

    [Theory]
    [InlineData("label,p0,p1\ncat,0,255\ndog,1,2\ncat,3,4\ndog,5,6\n")]
    [InlineData("p0,label,p1\r\n0,cat,255\r\n1,dog,2\r\n3,cat,4\r\n5,dog,6\r\n")]
    [InlineData("p0,p1,Class\n0,255,cat\n1,2,dog\n3,4,cat\n5,6,dog\n")]
    [InlineData("cat,0,255\n\"dog\",1.0,2\ncat, 3,4\ndog,5,6\n")]
    [InlineData("label,0,1\ncat,0,255\ndog,1,2\ncat,3,4\ndog,5,6\n")]
    [InlineData("LABEL,3,8\ncat,0,255\ndog,1,2\ncat,3,4\ndog,5,6\n")]
    [InlineData("target,1,2\ncat,0,255\ndog,1,2\ncat,3,4\ndog,5,6\n")]
    [InlineData("0,1,2\ncat,0,255\ndog,1,2\ncat,3,4\ndog,5,6\n")]
    [InlineData("\n1,2,3\ncat,0,255\ndog,1,2\ncat,3,4\ndog,5,6\n")]
    public void A_table_has_labels_in_the_column_of_that_name_or_in_the_first(string text)
    {
        File.WriteAllText(_folder["a.csv"], text);
        ImageDataset train = OwnData.Load(_folder["a.csv"], new OwnDataOptions { Shape = new ImageShape(1, 1, 2), TestsAll = true }).Train;
        Assert.Equal(["cat", "dog"], train.ClassNames);
        Assert.Equal([0, 1, 0, 1], train.Labels);
        Assert.Equal([0, 255], train.Pixels(0).ToArray());
    }

    [Fact]
    public void Tables_of_a_folder_may_have_capitals_in_their_names()
    {
        File.WriteAllText(_folder["Train.csv"], "0,2,1\n1,3,4\n");
        File.WriteAllText(_folder["test.CSV"], "0,5,6\n");
        DatasetSplits splits = OwnData.Load(_folder.Path, new OwnDataOptions { Shape = new ImageShape(1, 1, 2) });
        Assert.Equal((2, 1), (splits.Train.Count, splits.Test.Count));
    }

    [Fact]
    public void Colors_of_a_table_stand_pixel_by_pixel()
    {
        File.WriteAllText(_folder["a.csv"], "0,1,2,3,4,5,6.0\n1,7,8,9,10,11,12\n0,1,2,3,4,5,6\n1,7,8,9,10,11,12\n");
        ImageDataset train = OwnData.Load(_folder["a.csv"], new OwnDataOptions { Shape = new ImageShape(3, 1, 2), TestsAll = true }).Train;
        Assert.Equal([1, 4, 2, 5, 3, 6], train.Pixels(0).ToArray());
    }

    [Fact]
    public void A_conversion_holds_for_all_images()
    {
        OwnFiles.ClassFolders(_folder["a"], 2, "x", "y");
        OwnFiles.ClassFolders(_folder["b"], 1, 5, ["x", "y"]);
        DatasetSplits splits = OwnData.Load(_folder["a"], new OwnDataOptions { TestPath = _folder["b"], Conversion = new ImageConversion { Resize = (4, 6) } });
        Assert.Equal(new ImageShape(1, 4, 6), splits.Train.Shape);
        Assert.Equal(splits.Train.Shape, splits.Test.Shape);
        Assert.Contains("resized to 4x6", splits.Origin!.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_looked_for_among_the_classes_that_a_network_knows()
    {
        OwnFiles.ClassFolders(_folder["names"], 2, "bee", "ant");
        OwnDataOptions known = new() { KnownClasses = ["bee", "cow", "ant"], TestsAll = true };
        DatasetSplits splits = OwnData.Load(_folder["names"], known);
        Assert.Equal(["bee", "cow", "ant"], splits.Test.ClassNames);
        Assert.All(Enumerable.Range(0, 4), image => Assert.Equal(splits.Test.Pixels(image)[0] < 40 ? 0 : 2, splits.Test.Labels[image]));
        OwnFiles.ClassFolders(_folder["numbers"], 2, "0", "2");
        Assert.Equal([0, 2], OwnData.Load(_folder["numbers"], known).Test.Labels.ToArray().Distinct().Order());
    }

    [Fact]
    public void A_thousand_classes_are_told_apart()
    {
        NpyArray images = new([.. Enumerable.Range(0, 2000 * 4).Select(value => (byte)value)], 2000, 2, 2);
        OwnFiles.Npz(_folder["a.npz"], ("images", images), ("labels", new NpyArray([.. Enumerable.Range(0, 2000).Select(label => (long)label % 1000)], 2000)));
        DatasetSplits splits = OwnData.Load(_folder["a.npz"]);
        Assert.Equal(1000, splits.Train.ClassCount);
        Assert.Equal((1000, 1000), (splits.Train.Count, splits.Test.Count));
    }

    [Theory]
    [InlineData("mnist", false)]
    [InlineData("images", false)]
    [InlineData("./images", true)]
    [InlineData("images.npz", true)]
    [InlineData("/data", true)]
    public void A_text_with_a_separator_or_a_dot_is_a_path(string text, bool isPath) => Assert.Equal(isPath, OwnData.IsPath(text));
}
