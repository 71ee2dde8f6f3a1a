using Engram.Data;
using Engram.Data.Catalog;
using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Tests.Data;

public sealed class DatasetSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetPlaces _places;
    private readonly DatasetPlaces _usual;

    public DatasetSearchTests()
    {
        _places = new DatasetPlaces
        {
            DataDirectory = _folder["named"],
            EnvironmentFolder = _folder["environment"],
            CacheFolder = _folder["cache"],
            SystemFolder = _folder["system"],
            ApplicationFolder = Path.Combine(_folder["repository"], "bin", "Release"),
        };
        _usual = _places with { DataDirectory = null, EnvironmentFolder = null };
        Directory.CreateDirectory(_folder["named"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Places_are_searched_in_their_order()
    {
        string[] inOrder =
        [
            Path.Combine("cache", "tiny"), Path.Combine("cache", "TINY", "raw"), Path.Combine("cache", "raw"), "cache",
            Path.Combine("system", "tiny"), "system", Path.Combine("repository", "bin", "Release", "data", "tiny"),
        ];

        foreach (string expected in inOrder.Reverse())
        {
            TinyDataset.Save(_folder[expected]);

            Assert.Equal(_folder[expected], Search(_usual).Locate().Folder);
        }
    }

    [Theory]
    [InlineData("data")]
    [InlineData("repository/data")]
    [InlineData("repository/bin/data")]
    public void Data_folders_above_the_program_are_none_of_its_places(string above)
    {
        TinyDataset.Save(_folder[Path.Combine(above, "tiny")]);

        Assert.Null(Search(_usual).TryLocate());
    }

    [Fact]
    public void A_folder_that_is_named_is_the_only_one()
    {
        TinyDataset.Save(_folder[Path.Combine("environment", "tiny")]);
        TinyDataset.Save(_folder[Path.Combine("cache", "tiny")]);

        Assert.Null(Search().TryLocate());
        Assert.Equal(_folder[Path.Combine("environment", "tiny")], Search(_places with { DataDirectory = null }).Locate().Folder);

        Directory.Delete(_folder["environment"], recursive: true);
        Directory.CreateDirectory(_folder["environment"]);

        Assert.Null(Search(_places with { DataDirectory = null }).TryLocate());
        Assert.Equal(
            $"The data folder {_folder["nowhere"]} does not exist; name an existing one or leave ENGRAM_DATA out.",
            Assert.Throws<EngramException>(() => Search(_usual with { EnvironmentFolder = _folder["nowhere"] }).TryLocate()).Message);
        Assert.Equal(
            "The data folder is named by an empty text; name an existing one or leave --data-dir out.",
            Assert.Throws<EngramException>(() => Search(_places with { DataDirectory = "" }).TryLocate()).Message);
    }

    [Theory]
    [InlineData("MNIST/raw", "", false)]
    [InlineData("mnist/RAW", "", true)]
    [InlineData("raw", "", true)]
    [InlineData("Mnist", "", true)]
    [InlineData("", "7-Zip", false)]
    [InlineData("mnist", "7-Zip", true)]
    [InlineData("", "upper", false)]
    [InlineData("M_NIST", "upper", true)]
    public void Layouts_and_spellings_of_others_are_known(string below, string spelling, bool packed)
    {
        string folder = _folder[Path.Combine("named", below)];
        TinyDataset.Save(folder, packed);
        foreach (string path in Directory.GetFiles(folder))
        {
            string name = Path.GetFileName(path);
            string theirs = spelling switch
            {
                "7-Zip" => name.Replace("-idx", ".idx", StringComparison.Ordinal),
                "upper" => name.ToUpperInvariant(),
                _ => name,
            };
            File.Move(path, Path.Combine(folder, theirs));
        }

        DatasetDescription mnist = TinyDataset.Describe() with { Name = "mnist", OtherFolders = DatasetCatalog.Find("mnist").OtherFolders };
        DatasetLocation location = new DatasetSearch(mnist, _places, DatasetCatalog.All).Locate();

        Assert.Equal((folder.TrimEnd('/'), 3), (location.Folder, location.Load().Train.Count));
        Assert.All(location.Verify(), check => Assert.True(check.IsGood));
    }

    [Fact]
    public void The_name_itself_comes_before_other_spellings()
    {
        TinyDataset.Save(_folder["named"], packed: true);
        string other = Path.Combine(_folder["named"], "TRAIN-LABELS.IDX1-UBYTE");
        File.WriteAllBytes(other, IdxBytes.Labels(0, 0, 0));

        Assert.Equal([0, 1, 1], Search().Locate().Load().Train.Labels.ToArray());

        File.Delete(Path.Combine(_folder["named"], IdxDatasetReader.TrainLabels + ".gz"));

        Assert.Equal(other, Search().Locate().PathOf(IdxDatasetReader.TrainLabels));
    }

    [Fact]
    public void What_was_read_is_told()
    {
        TinyDataset.Save(_folder["named"]);

        Assert.Equal(new DatasetOrigin("tiny", _folder["named"], 3, 2, 2) { Shape = $"{Search().Locate().Load().Train.Shape}" }, Search().Locate().Load().Origin);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packed_and_plain_files_are_found_and_loaded(bool packed)
    {
        TinyDataset.Save(_folder["named"], packed);

        DatasetSplits splits = Search().Locate().Load();

        Assert.Equal([0, 1, 1], splits.Train.Labels.ToArray());
        Assert.Equal([1, 0], splits.Test.Labels.ToArray());
        Assert.Equal(IdxBytes.Pixels(12).AsSpan(4, 4).ToArray(), splits.Train.Pixels(1).ToArray());
        Assert.Equal(["no", "yes"], splits.Test.ClassNames);
    }

    [Fact]
    public void A_usual_folder_that_lacks_a_file_is_passed_over()
    {
        TinyDataset.Save(_folder["cache"]);
        File.Delete(Path.Combine(_folder["cache"], IdxDatasetReader.TestLabels));
        TinyDataset.Save(_folder["system"]);

        Assert.Equal(_folder["system"], Search(_usual).Locate().Folder);
    }

    [Fact]
    public void Nothing_found_says_where_it_was_looked_for_and_what_to_do()
    {
        Assert.Null(Search(_usual).TryLocate());

        Assert.Equal(
            $"tiny was not found in {_folder["cache"]}, {_folder["system"]}, {Path.Combine(_places.ApplicationFolder!, "data")}; run `engram data fetch tiny`, or put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz into {Path.Combine(_folder["cache"], "tiny")} by hand.",
            Assert.Throws<EngramException>(() => Search(_usual).Locate()).Message);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("cifar-10-batches-py", "it has cifar-10-batches-py")]
    [InlineData("d c a b", "it has a, b, c and more")]
    public void A_named_folder_without_the_data_set_is_said_to_be_one(string entries, string seen)
    {
        foreach (string entry in entries.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Directory.CreateDirectory(Path.Combine(_folder["named"], entry));
        }

        Assert.Equal(
            $"tiny was not found in {_folder["named"]} (--data-dir), neither in the folder itself nor in tiny, tiny/raw ({seen}); put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz, packed or unpacked, into {Path.Combine(_folder["named"], "tiny")}, or leave --data-dir out to look in the usual places.",
            Assert.Throws<EngramException>(() => Search().Locate()).Message);
    }

    [Fact]
    public void A_near_miss_is_told()
    {
        foreach ((string folder, DatasetPlaces places) in (IEnumerable<(string, DatasetPlaces)>)[("cache", _usual), ("named", _places)])
        {
            TinyDataset.Save(_folder[folder]);
            File.Delete(Path.Combine(_folder[folder], IdxDatasetReader.TestLabels));

            Assert.Contains(
                $"({_folder[folder]} lacks t10k-labels-idx1-ubyte.gz)",
                Assert.Throws<EngramException>(() => Search(places).Locate()).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_of_another_data_set_with_the_same_names_are_not_taken()
    {
        DatasetDescription mnist = DatasetCatalog.Find("mnist");
        DatasetDescription fashion = DatasetCatalog.Find("fashion-mnist");
        DatasetPlaces places = new() { DataDirectory = DatasetCatalog.Locate(mnist).Folder, CacheFolder = _folder["cache"] };

        Assert.NotNull(new DatasetSearch(mnist, places, DatasetCatalog.All).TryLocate());
        Assert.Contains(
            $"({places.DataDirectory} has the files of mnist)",
            Assert.Throws<EngramException>(() => new DatasetSearch(fashion, places, DatasetCatalog.All).Locate()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_of_another_data_set_whose_checksums_are_of_packed_files_are_not_taken(bool packed)
    {
        DatasetDescription known = TinyDataset.DescribeOffered() with { Name = "known" };
        DatasetDescription wanted = TinyDataset.Describe() with { Name = "wanted" };
        DatasetSearch search = new(wanted, _places, [known, wanted]);

        TinyDataset.Save(_folder["named"], packed);

        // Of unpacked files nobody has published what they must be.
        Assert.Equal(packed, search.TryLocate() is null);
    }

    [Fact]
    public void An_archive_is_found_packed_and_unpacked_wherever_it_may_have_been_unpacked()
    {
        string named = _folder["named"];
        string[] folders =
        [
            Path.Combine(named, "cifar-10", "cifar-10-batches-bin"), Path.Combine(named, "cifar-10"),
            Path.Combine(named, "cifar-10-batches-bin"), named,
        ];
        DatasetSearch search = new(DatasetCatalog.Find("cifar-10"), _places, DatasetCatalog.All);
        foreach (string folder in folders.Reverse())
        {
            CifarBytes.Save(folder);

            DatasetLocation location = search.Locate();

            Assert.Equal((folder, true), (location.Files[0].Place, location.Files[0].IsUnpacked));
            Assert.Equal(Path.Combine(folder, "data_batch_3.bin"), location.PathOf("data_batch_3.bin"));
        }

        string archive = Path.Combine(named, "cifar-10", CifarReader.Archive);
        File.WriteAllBytes(archive, CifarBytes.Archive(CifarBytes.Batches()));

        // What can be verified comes first.
        Assert.Equal(archive, search.Locate().PathOf(CifarReader.Archive));
        Assert.Equal(archive, search.Locate().PathOf("data_batch_3.bin"));
        Assert.Throws<ArgumentException>(() => search.Locate().PathOf("data_batch_6.bin"));
    }

    [Fact]
    public void What_a_half_unpacked_archive_lacks_is_told()
    {
        string folder = Path.Combine(_folder["named"], "cifar-10-batches-bin");
        CifarBytes.Save(folder);
        File.Delete(Path.Combine(folder, "data_batch_2.bin"));
        File.Delete(Path.Combine(folder, "test_batch.bin"));

        Assert.Contains(
            $"({_folder["named"]} lacks data_batch_2.bin, test_batch.bin); put cifar-10-binary.tar.gz, packed or unpacked, into {Path.Combine(_folder["named"], "cifar-10")}, ",
            Assert.Throws<EngramException>(() => new DatasetSearch(DatasetCatalog.Find("cifar-10"), _places, []).Locate()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Files_as_offered_are_compared_as_they_are()
    {
        TinyDataset.Save(_folder["named"], packed: true);
        string testLabels = Path.Combine(_folder["named"], IdxDatasetReader.TestLabels + ".gz");
        File.WriteAllBytes(testLabels, [.. File.ReadAllBytes(testLabels)[..^1], 1]);

        IReadOnlyList<DatasetFileCheck> checks =
            new DatasetSearch(TinyDataset.DescribeOffered(), _places, []).Locate().Verify();

        Assert.Equal(
            [DatasetFileVerdict.Good, DatasetFileVerdict.Good, DatasetFileVerdict.Good, DatasetFileVerdict.Bad],
            checks.Select(check => check.Verdict));
        Assert.Equal(
            $"{testLabels} does not have the content that the catalog names (SHA-256 {checks[3].File.Checksum.Sha256}); replace it by a good copy.",
            checks[3].Failure);
    }

    [Fact]
    public void Unpacked_files_cannot_be_compared_with_the_checksum_of_an_archive()
    {
        CifarBytes.Save(_folder["named"]);

        DatasetFileCheck check = Assert.Single(
            new DatasetSearch(DatasetCatalog.Find("cifar-10"), _places, []).Locate().Verify());

        Assert.Equal((DatasetFileVerdict.Unknown, false, null), (check.Verdict, check.IsGood, check.Sha256));
        Assert.Equal(
            $"{_folder["named"]} cannot be compared with the catalog, because the published checksum is that of cifar-10-binary.tar.gz; put cifar-10-binary.tar.gz beside it to have that verified and used.",
            check.Failure);
    }

    [Fact]
    public void Fetched_data_sets_go_where_they_are_found_again()
    {
        Assert.Equal(Path.Combine(_folder["named"], "tiny"), _places.FetchFolder("tiny"));
        Assert.Equal(Path.Combine(_folder["cache"], "tiny"), _usual.FetchFolder("tiny"));
        Assert.Equal(Path.Combine(_folder["environment"], "tiny"), (_places with { DataDirectory = null }).FetchFolder("tiny"));
        Assert.Equal(
            "There is no folder to keep tiny in, because this user has no home folder; name one with --data-dir.",
            Assert.Throws<EngramException>(() => new DatasetPlaces().FetchFolder("tiny")).Message);
    }

    [Fact]
    public void Different_counts_of_images_and_labels_are_named()
    {
        TinyDataset.Save(_folder["named"]);
        File.WriteAllBytes(Path.Combine(_folder["named"], IdxDatasetReader.TestLabels), IdxBytes.Labels(1));
        DatasetLocation location = Search().Locate();

        Assert.Equal(
            $"{location.PathOf(IdxDatasetReader.TestImages)} has 2 images, but {location.PathOf(IdxDatasetReader.TestLabels)} has 1 labels; take both from the same split of tiny.",
            Assert.Throws<EngramException>(location.Load).Message);
    }

    [Fact]
    public void Packed_gigabytes_of_other_images_than_those_wanted_are_not_unpacked()
    {
        TinyDataset.Save(_folder["named"]);
        byte[] zeros = IdxBytes.Gzip([.. IdxBytes.Header(0x803, 3, 4096, 8192), .. new byte[3 * 4096 * 8192]]);
        File.WriteAllBytes(Path.Combine(_folder["named"], IdxDatasetReader.TrainImages), zeros);
        DatasetLocation location = Search().Locate();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<EngramException>(location.Load);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void Images_of_another_size_are_named()
    {
        TinyDataset.Save(_folder["named"]);
        File.WriteAllBytes(Path.Combine(_folder["named"], IdxDatasetReader.TrainImages), IdxBytes.Images(3, 2, 3));
        DatasetLocation location = Search().Locate();

        Assert.Equal(
            $"{location.PathOf(IdxDatasetReader.TrainImages)} has images of 2x3 pixels, but those of tiny have 2x2; replace it by a good copy.",
            Assert.Throws<EngramException>(location.Load).Message);
    }

    [Fact]
    public void Verify_tells_good_wrong_longer_and_damaged_files()
    {
        TinyDataset.Save(_folder["named"]);
        string trainLabels = Path.Combine(_folder["named"], IdxDatasetReader.TrainLabels);
        string testImages = Path.Combine(_folder["named"], IdxDatasetReader.TestImages);
        string testLabels = Path.Combine(_folder["named"], IdxDatasetReader.TestLabels);
        File.WriteAllBytes(trainLabels, IdxBytes.Labels(0, 0, 1));
        File.AppendAllText(testImages, "more");
        byte[] damaged = IdxBytes.Gzip(IdxBytes.Labels(1, 0));
        damaged[^5] ^= 1;
        File.WriteAllBytes(testLabels, damaged);

        IReadOnlyList<DatasetFileCheck> checks = Search().Locate().Verify();

        Assert.Equal([true, false, false, false], checks.Select(check => check.IsGood));
        Assert.Equal([true, true, false, false], checks.Select(check => check.Sha256 is not null));
        Assert.Equal(
            $"{trainLabels} does not have the content that the catalog names (SHA-256 {checks[1].File.Checksum.Sha256}); replace it by a good copy.",
            checks[1].Failure);
        Assert.Equal($"{testLabels} is a damaged or incomplete gzip file; replace it by a good copy.", checks[3].Failure);
    }

    private DatasetSearch Search() => Search(_places);

    private static DatasetSearch Search(DatasetPlaces places) =>
        new(TinyDataset.Describe() with { OtherFolders = ["tiny/raw"] }, places, DatasetCatalog.All);
}
