using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Engram.Data.Catalog;
using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Tests.Data;

public sealed class DatasetDownloadTests : IDisposable
{
    private const string TrainImages = IdxDatasetReader.TrainImages + ".gz";

    private static readonly Dictionary<string, byte[]> _packed =
        TinyDataset.Contents.ToDictionary(file => file.Key + ".gz", file => IdxBytes.Gzip(file.Value));

    private static readonly string[] _names = [.. _packed.Keys.Order(StringComparer.Ordinal)];

    // Short enough to wait for, long enough for a busy machine to answer in.
    private static readonly TimeSpan _impatient = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan _patient = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly Reports _progress = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_files_arrive_packed_and_can_be_loaded()
    {
        await using MirrorServer server = new(SendGood);

        DatasetLocation location = await FetchAsync(server.Address);

        Assert.Equal(_names, Names());
        Assert.All(_names, name => Assert.Equal(_packed[name], File.ReadAllBytes(PathOf(name))));
        Assert.Equal(Folder, location.Folder);
        Assert.Equal([0, 1, 1], location.Load().Train.Labels.ToArray());
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Progress_grows_to_the_whole_of_every_file()
    {
        await using MirrorServer server = new(SendGood);

        await FetchAsync(server.Address);

        Assert.Equal(_names, _progress.All.Select(report => report.File.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(_progress.All, report => Assert.Equal(_packed[report.File.Name].Length, report.TotalBytes));
        Assert.All(
            _progress.All.GroupBy(report => report.File),
            reports =>
            {
                Assert.Equal(reports.Select(report => report.ReceivedBytes).Order(), reports.Select(report => report.ReceivedBytes));
                Assert.Equal(reports.Last().TotalBytes, reports.Last().ReceivedBytes);
            });
    }

    [Fact]
    public async Task A_mirror_without_the_file_leads_to_the_next()
    {
        await using MirrorServer empty = new((_, connection) => connection.SendHeadAsync("404 Not Found", 0));
        await using MirrorServer good = new(SendGood);

        await FetchAsync(empty.Address, good.Address);

        Assert.Equal(_names, Names());
        Assert.Equal((4, 4), (empty.Requests.Count, good.Requests.Count));
    }

    [Fact]
    public async Task A_mirror_with_other_content_leads_to_the_next()
    {
        await using MirrorServer wrong = new((request, connection) => connection.SendAsync(IdxBytes.Gzip(IdxBytes.Labels(1)), request));
        await using MirrorServer good = new(SendGood);

        await FetchAsync(wrong.Address, good.Address);

        Assert.Equal(_packed[TrainImages], File.ReadAllBytes(PathOf(TrainImages)));
        Assert.All(good.Requests, request => Assert.Null(request.RangeStart));
    }

    [Fact]
    public async Task A_silent_mirror_leads_to_the_next()
    {
        await using MirrorServer silent = new((request, connection) =>
            request.FileName == TrainImages ? connection.HangAsync() : SendGood(request, connection));
        await using MirrorServer good = new(SendGood);

        await FetchAsync(_impatient, silent.Address, good.Address);

        Assert.Equal(_names, Names());
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_stopped()
    {
        int half = _packed[TrainImages].Length / 2;
        await using MirrorServer server = new((request, connection) =>
            request is { FileName: TrainImages, RangeStart: null } ? SendHalf(connection) : SendGood(request, connection));

        await FetchAsync(server.Address);

        Assert.Equal(_names, Names());
        Assert.Equal(_packed[TrainImages], File.ReadAllBytes(PathOf(TrainImages)));
        Assert.Equal([null, half], server.Requests.Where(request => request.FileName == TrainImages).Select(request => request.RangeStart));
    }

    [Fact]
    public async Task A_download_that_falls_silent_half_way_goes_on_where_it_stopped()
    {
        await using MirrorServer server = new(async (request, connection) =>
        {
            if (request is { FileName: TrainImages, RangeStart: null })
            {
                await SendHalf(connection);
                await connection.HangAsync();
                return;
            }

            await SendGood(request, connection);
        });

        await FetchAsync(_impatient, server.Address);

        Assert.Equal(_packed[TrainImages], File.ReadAllBytes(PathOf(TrainImages)));
        Assert.Equal(2, server.Requests.Count(request => request.FileName == TrainImages));
    }

    [Fact]
    public async Task What_an_earlier_call_left_is_not_fetched_again()
    {
        await using MirrorServer server = new(SendGood);
        SavePart(_packed[TrainImages][..10]);

        await FetchAsync(server.Address);

        Assert.Equal(_packed[TrainImages], File.ReadAllBytes(PathOf(TrainImages)));
        Assert.Equal(10, server.Requests.First().RangeStart);
    }

    [Fact]
    public async Task A_part_that_is_already_whole_is_taken()
    {
        await using MirrorServer server = new(SendGood);
        SavePart(_packed[TrainImages]);

        await FetchAsync(server.Address);

        Assert.Equal(_names, Names());
        Assert.Equal(_packed[TrainImages].Length, server.Requests.First().RangeStart);
    }

    [Fact]
    public async Task A_mirror_that_knows_no_ranges_sends_everything()
    {
        await using MirrorServer server = new((request, connection) => SendGood(request with { RangeStart = null }, connection));
        SavePart(_packed[TrainImages][..10]);

        await FetchAsync(server.Address);

        Assert.Equal(_packed[TrainImages], File.ReadAllBytes(PathOf(TrainImages)));
        Assert.Equal(4, server.Requests.Count);
    }

    /// <summary>What a mirror may answer to the question for the rest of a file, when it has no right answer.</summary>
    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 0-9/10\r\n", true)]
    [InlineData("206 Partial Content", "", true)]
    [InlineData("206 Partial Content", "Content-Range: bytes 10-19/1000000\r\n", true)]
    [InlineData("206 Partial Content", "Content-Range: bytes 10-10000009/10000010\r\n", true, 10_000_000)]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */1000000\r\n", true)]
    [InlineData("501 Not Implemented", "", true)]
    [InlineData("503 Service Unavailable", "", false)]
    public async Task A_wrong_answer_for_the_rest_begins_again_by_itself_once(string status, string headers, bool wholeIsSent, int length = 10)
    {
        await using MirrorServer server = new(async (request, connection) =>
        {
            if (request.RangeStart is not null || (request.FileName == TrainImages && !wholeIsSent))
            {
                await connection.SendHeadAsync(status, length, headers);
                await connection.SendBodyAsync(new byte[length]);
                return;
            }

            await SendGood(request, connection);
        });
        byte[] beginning = _packed[TrainImages][..10];
        SavePart(beginning);

        if (wholeIsSent)
        {
            await FetchAsync(server.Address);

            Assert.Equal(_packed[TrainImages], File.ReadAllBytes(PathOf(TrainImages)));
            Assert.Equal(_names, Names());
        }
        else
        {
            // A mirror that is out of order for the moment costs nothing of what is here.
            await Assert.ThrowsAsync<EngramException>(() => FetchAsync(server.Address));

            Assert.Equal(beginning, File.ReadAllBytes(PathOf(TrainImages) + ".part"));
        }

        Assert.Equal([10, null], server.Requests.Where(request => request.FileName == TrainImages).Select(request => request.RangeStart));
    }

    [Fact]
    public async Task A_part_that_does_not_belong_is_fetched_anew_from_the_same_mirror()
    {
        await using MirrorServer server = new(SendGood);
        SavePart([1, 2, 3]);

        await FetchAsync(server.Address);

        Assert.Equal(_packed[TrainImages], File.ReadAllBytes(PathOf(TrainImages)));
        Assert.Equal([3, null], server.Requests.Take(2).Select(request => request.RangeStart));
    }

    [Fact]
    public async Task Good_files_stay_and_wrong_ones_are_replaced()
    {
        await using MirrorServer server = new(SendGood);
        TinyDataset.Save(Folder);
        string wrong = PathOf(IdxDatasetReader.TestLabels);
        File.WriteAllBytes(wrong, IdxBytes.Labels(0, 0));

        DatasetLocation location = await FetchAsync(server.Address);

        Assert.Equal([IdxDatasetReader.TestLabels + ".gz"], server.Requests.Select(request => request.FileName));
        Assert.All(location.Verify(), check => Assert.Null(check.Failure));
        Assert.False(File.Exists(wrong));
    }

    [Fact]
    public async Task An_archive_arrives_as_it_is_offered_and_can_be_loaded()
    {
        byte[] archive = CifarBytes.Archive(CifarBytes.Batches());
        await using MirrorServer server = new((request, connection) => connection.SendAsync(archive, request));

        DatasetLocation location = await FetchAsync(CifarBytes.Describe(archive, server.Address));

        Assert.Equal([CifarReader.Archive], Names());
        Assert.Equal([CifarReader.Archive], server.Requests.Select(request => request.FileName));
        Assert.Equal((10, 2), (location.Load().Train.Count, location.Load().Test.Count));
    }

    [Fact]
    public async Task An_archive_of_another_content_is_refused()
    {
        byte[] archive = CifarBytes.Archive(CifarBytes.Batches());
        byte[] other = [.. archive];
        other[^1] ^= 1;
        await using MirrorServer server = new((request, connection) => connection.SendAsync(other, request));

        EngramException failure =
            await Assert.ThrowsAsync<EngramException>(() => FetchAsync(CifarBytes.Describe(archive, server.Address)));

        Assert.Equal(
            $"cifar-10-binary.tar.gz of cifar-10 could not be fetched ({server.Address.Authority}: its content is not that of the catalog); check the network and try again, or put cifar-10-binary.tar.gz into {Folder} by hand.",
            failure.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Unpacked_files_that_cannot_be_compared_are_fetched_beside_and_kept()
    {
        byte[] archive = CifarBytes.Archive(CifarBytes.Batches());
        CifarBytes.Save(Path.Combine(Folder, "cifar-10-batches-bin"));
        await using MirrorServer server = new((request, connection) => connection.SendAsync(archive, request));

        DatasetLocation location = await FetchAsync(CifarBytes.Describe(archive, server.Address));

        Assert.Single(server.Requests);
        Assert.True(Assert.Single(location.Verify()).IsGood);
        Assert.Equal(6, Directory.GetFiles(Path.Combine(Folder, "cifar-10-batches-bin")).Length);
    }

    [Fact]
    public async Task A_file_that_is_packed_in_another_way_than_published_is_refused()
    {
        await using MirrorServer server = new((request, connection) =>
            connection.SendAsync(TinyDataset.Contents[Path.GetFileNameWithoutExtension(request.FileName)], request));

        EngramException failure =
            await Assert.ThrowsAsync<EngramException>(() => FetchAsync(TinyDataset.DescribeOffered(server.Address)));

        Assert.Contains("of tiny could not be fetched", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using MirrorServer server = new(async (_, connection) =>
        {
            await connection.SendHeadAsync("200 OK", 1L << 40);
            while (true)
            {
                await connection.SendBodyAsync(new byte[1000]);
            }
        });

        EngramException failure = await Assert.ThrowsAsync<EngramException>(() => FetchAsync(server.Address));

        Assert.Contains(": it sends more than the file has)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mirrors_failing_is_one_sentence_with_every_reason()
    {
        await using MirrorServer broken = new((_, connection) => connection.SendHeadAsync("503 Service Unavailable", 0));
        await using MirrorServer wrong = new((request, connection) => connection.SendAsync([1, 2, 3], request));
        await using MirrorServer cut = new((_, connection) => connection.SendHeadAsync("200 OK", 100));
        await using MirrorServer silent = new((_, connection) => connection.HangAsync());
        Uri nobody = UnusedAddress();

        EngramException failure = await Assert.ThrowsAsync<EngramException>(
            () => FetchAsync(_impatient, broken.Address, wrong.Address, cut.Address, silent.Address, nobody));

        Assert.Equal(
            $"train-images-idx3-ubyte.gz of tiny could not be fetched ({broken.Address.Authority}: it answers 503 Service Unavailable; {wrong.Address.Authority}: its content is not that of the catalog; {cut.Address.Authority}: the connection broke; {silent.Address.Authority}: silent for 1.5 s; {nobody.Authority}: no connection); check the network and try again, or put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz into {Folder} by hand.",
            failure.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Only_the_files_that_are_missing_are_asked_for_by_hand()
    {
        await using MirrorServer server = new((request, connection) => request.FileName.StartsWith("train", StringComparison.Ordinal)
            ? SendGood(request, connection)
            : connection.SendHeadAsync("404 Not Found", 0));

        EngramException failure = await Assert.ThrowsAsync<EngramException>(() => FetchAsync(server.Address));

        Assert.Contains("or put t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz into", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_download_keeps_what_has_arrived()
    {
        using CancellationTokenSource stop = new();
        await using MirrorServer server = new(async (_, connection) =>
        {
            await SendHalf(connection);
            await connection.HangAsync();
        });
        int half = _packed[TrainImages].Length / 2;
        _progress.OnReport = report =>
        {
            if (report.ReceivedBytes == half)
            {
                stop.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DatasetDownload.FetchAsync(
            TinyDataset.Describe(server.Address), Folder, _progress, stop.Token));

        Assert.Equal(_packed[TrainImages][..half], File.ReadAllBytes(PathOf(TrainImages + ".part")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(Folder, "a file");

        EngramException failure = await Assert.ThrowsAsync<EngramException>(() => FetchAsync(UnusedAddress()));

        Assert.StartsWith($"{Folder} cannot be written: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named_and_blamed_on_no_mirror()
    {
        await using MirrorServer server = new(SendGood);
        string part = PathOf(TrainImages + ".part");
        Directory.CreateDirectory(part);

        EngramException failure = await Assert.ThrowsAsync<EngramException>(() => FetchAsync(server.Address));

        Assert.Equal(
            $"{part} cannot be written because a folder has that name; choose another name or remove the folder.",
            failure.Message);
    }

    private static Task SendGood(MirrorRequest request, MirrorConnection connection) =>
        connection.SendAsync(_packed[request.FileName], request);

    private static async Task SendHalf(MirrorConnection connection)
    {
        byte[] content = _packed[TrainImages];
        await connection.SendHeadAsync("200 OK", content.Length);
        await connection.SendBodyAsync(content.AsMemory(0, content.Length / 2));
    }

    private static Uri UnusedAddress()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    private Task<DatasetLocation> FetchAsync(params Uri[] mirrors) => FetchAsync(_patient, mirrors);

    private Task<DatasetLocation> FetchAsync(TimeSpan stallTimeout, params Uri[] mirrors) => DatasetDownload.FetchAsync(
        TinyDataset.Describe(mirrors), Folder, _progress, stallTimeout, TestContext.Current.CancellationToken);

    private Task<DatasetLocation> FetchAsync(DatasetDescription dataset) => DatasetDownload.FetchAsync(
        dataset, Folder, _progress, _patient, TestContext.Current.CancellationToken);

    private string Folder => _folder["tiny"];

    private string PathOf(string name) => Path.Combine(Folder, name);

    private string[] Names() =>
        [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void SavePart(byte[] content)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(PathOf(TrainImages + ".part"), content);
    }

    /// <summary>Keeps reports in order; the framework's own type hands them to other threads.</summary>
    private sealed class Reports : IProgress<DownloadProgress>
    {
        public ConcurrentQueue<DownloadProgress> All { get; } = new();

        public Action<DownloadProgress>? OnReport { get; set; }

        public void Report(DownloadProgress value)
        {
            All.Enqueue(value);
            OnReport?.Invoke(value);
        }
    }
}
