using CsCheck;
using Engram.Data.Files;
using Engram.Data.Formats;
using Engram.Labels;
using Engram.Tests.Storage;

namespace Engram.Tests.Data;

public sealed class CifarReaderTests : IDisposable
{
    private static readonly DatasetDescription _cifar = DatasetCatalog.Find("cifar-10");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Archive_and_unpacked_files_have_the_batches_in_their_order(bool packed)
    {
        if (packed)
        {
            SaveArchive(CifarBytes.Archive(CifarBytes.Batches()));
        }
        else
        {
            CifarBytes.Save(_folder["cifar-10-batches-bin"]);
        }

        DatasetSplits splits = DatasetCatalog.Load("cifar-10", _folder.Path);

        Assert.Equal(("cifar-10 train", "cifar-10 test"), (splits.Train.Name, splits.Test.Name));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], splits.Train.Labels.ToArray());
        Assert.Equal([8, 9], splits.Test.Labels.ToArray());
        Assert.All(Enumerable.Range(0, 10), image => Assert.Equal(CifarBytes.Pixels(image), splits.Train.Pixels(image).ToArray()));
        Assert.All(Enumerable.Range(0, 2), image => Assert.Equal(CifarBytes.Pixels(10 + image), splits.Test.Pixels(image).ToArray()));
        Assert.Equal(("frog", new ImageShape(3, 32, 32)), (splits.Train.ClassNames[6], splits.Train.Shape));
    }

    [Fact]
    public void The_label_is_written_into_all_three_channels_with_the_largest_input()
    {
        CifarBytes.Save(_folder.Path);
        ImageDataset train = DatasetCatalog.Load("cifar-10", _folder.Path).Train;
        float[] inputs = new float[3072];
        Array.Fill(inputs, 7);

        LabelOverlay.For(train).Write(inputs, 4);

        // The largest byte is 255, and (255 / 255 − .5) / .5 = 1.
        int[] written = [.. Enumerable.Range(0, 3072).Where(index => inputs[index] != 7)];
        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(1024, 10), .. Enumerable.Range(2048, 10)], written);
        Assert.Equal([4, 1028, 2052], written.Where(index => inputs[index] == 1));
        Assert.Equal(27, written.Count(index => inputs[index] == 0));
    }

    [Fact]
    public void A_file_that_is_cut_short_is_named()
    {
        CifarBytes.Save(_folder.Path);
        File.WriteAllBytes(_folder["data_batch_2.bin"], new byte[3073 + 3072]);

        Fails($"{_folder["data_batch_2.bin"]} has 6145 bytes, which is not a whole number of records of 3073 bytes each; replace it by a good copy.");
    }

    [Fact]
    public void An_empty_file_is_named()
    {
        CifarBytes.Save(_folder.Path);
        File.WriteAllBytes(_folder["test_batch.bin"], []);

        Fails($"{_folder["test_batch.bin"]} has 0 bytes, which is not a whole number of records of 3073 bytes each; replace it by a good copy.");
    }

    [Fact]
    public void A_label_without_a_class_is_named()
    {
        Dictionary<string, byte[]> batches = CifarBytes.Batches();
        batches["data_batch_4.bin"] = CifarBytes.Records(0, 3, 10);
        SaveArchive(CifarBytes.Archive(batches));

        Fails($"data_batch_4.bin in {_folder[CifarReader.Archive]} has label 10 at index 1, but labels run from 0 to 9; replace it by a good copy.");
    }

    [Fact]
    public void An_archive_without_a_batch_is_named()
    {
        SaveArchive(CifarBytes.Archive(CifarBytes.Batches().Where(batch => batch.Key != "data_batch_3.bin")));

        Fails($"{_folder[CifarReader.Archive]} lacks data_batch_3.bin; replace it by a good copy.");
    }

    [Fact]
    public void An_archive_with_a_batch_twice_is_named()
    {
        SaveArchive(CifarBytes.Archive([.. CifarBytes.Batches(), .. CifarBytes.Batches().Take(1)]));

        Fails($"{_folder[CifarReader.Archive]} holds data_batch_1.bin twice; replace it by a good copy.");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void An_archive_that_is_cut_short_is_named(double share)
    {
        byte[] archive = CifarBytes.Archive(CifarBytes.Batches());
        SaveArchive(archive[..(int)(archive.Length * share)]);

        EngramException failure = Assert.Throws<EngramException>(() => DatasetCatalog.Load("cifar-10", _folder.Path));
        Assert.Matches("cut short after|is a damaged or incomplete tar.gz archive; replace it by a good copy", failure.Message);
        Assert.Contains(_folder[CifarReader.Archive], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checksum_of_gzip_that_does_not_fit_is_noticed()
    {
        byte[] archive = CifarBytes.Archive(CifarBytes.Batches());
        archive[^5] ^= 1;
        SaveArchive(archive);

        Fails($"{_folder[CifarReader.Archive]} is a damaged or incomplete tar.gz archive; replace it by a good copy.");
    }

    [Fact]
    public void What_is_no_archive_is_named()
    {
        SaveArchive(IdxBytes.Gzip(CifarBytes.Records(0, 1, 2)));

        Fails($"{_folder[CifarReader.Archive]} is a damaged or incomplete tar.gz archive; replace it by a good copy.");
    }

    [Fact]
    public void An_archive_with_more_behind_it_is_named()
    {
        SaveArchive([.. CifarBytes.Archive(CifarBytes.Batches()), .. IdxBytes.Gzip(new byte[1 << 16])]);

        Fails($"{_folder[CifarReader.Archive]} is a damaged or incomplete tar.gz archive; replace it by a good copy.");
    }

    [Fact]
    public Task Mutated_archives_are_taken_well() =>
        HostileBytes.AreTakenWell(HostileBytes.Mutated(SmallArchive()), ReadSmall);

    [Fact]
    public Task Mutations_before_packing_are_taken_well() =>
        HostileBytes.AreTakenWell(
            HostileBytes.Mutated(IdxBytes.Gunzip(SmallArchive())).Select(IdxBytes.Gzip), ReadSmall);

    [Fact]
    public Task Random_archives_are_taken_well() =>
        HostileBytes.AreTakenWell(HostileBytes.Random(SmallArchive()), ReadSmall);

    private static byte[] SmallArchive() =>
        CifarBytes.Archive(CifarBytes.Batches().ToDictionary(batch => batch.Key, batch => batch.Value[..13]));

    private static void ReadSmall(Stream file, string name) =>
        CifarReader.ReadArchive(file, name, _cifar with { Shape = new ImageShape(3, 2, 2) });

    private void SaveArchive(byte[] content) => File.WriteAllBytes(_folder[CifarReader.Archive], content);

    private void Fails(string message) =>
        Assert.Equal(message, Assert.Throws<EngramException>(() => DatasetCatalog.Load("cifar-10", _folder.Path)).Message);
}
