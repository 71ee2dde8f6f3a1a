using Engram.Cli.Commands;
using Engram.Cli.Terminal;
using Engram.Data.Files;
using Engram.Tests.Data;

namespace Engram.Tests.Cli.Data;

public sealed class FetchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_line_per_file_says_where_it_comes_from_and_the_last_where_all_of_it_is()
    {
        await using MirrorServer server = new(SendGood);
        Assert.Equal(0, Fetch(server, quiet: false));
        string[] lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                .. TinyDataset.Describe(server.Address).Files.Select(file => $"fetching {file.Name} from {server.Address.Authority}"),
                $"tiny is in {Path.Combine(_folder.Path, "tiny")}",
            ],
            lines);
    }

    [Fact]
    public async Task Quiet_output_is_the_folder_alone()
    {
        await using MirrorServer server = new(SendGood);
        Assert.Equal(0, Fetch(server, quiet: true));
        Assert.Equal((Path.Combine(_folder.Path, "tiny") + "\n", ""), (_output.ToString(), _error.ToString()));
    }

    [Fact]
    public async Task An_archive_is_one_line()
    {
        byte[] archive = CifarBytes.Archive(CifarBytes.Batches());
        await using MirrorServer server = new((request, connection) => connection.SendAsync(archive, request));
        Assert.Equal(0, Fetch(CifarBytes.Describe(archive, server.Address), quiet: false));
        Assert.Equal(
            $"fetching cifar-10-binary.tar.gz from {server.Address.Authority}\ncifar-10 is in {Path.Combine(_folder.Path, "cifar-10")}\n",
            _output.ToString());
    }

    [Fact]
    public async Task A_download_that_fails_is_one_sentence_and_exit_code_1()
    {
        await using MirrorServer server = new((_, connection) => connection.SendHeadAsync("404 Not Found", 0));
        Assert.Equal(1, Fetch(server, quiet: true));
        Assert.Equal("", _output.ToString());
        Assert.Matches($@"^\S+ of tiny could not be fetched \({server.Address.Authority}: .*\); check the network and try again, or put .* into .* by hand\.\n$", _error.ToString());
    }

    private static Task SendGood(MirrorRequest request, MirrorConnection connection) =>
        connection.SendAsync(IdxBytes.Gzip(TinyDataset.Contents[Path.GetFileNameWithoutExtension(request.FileName)]), request);

    private int Fetch(MirrorServer server, bool quiet) => Fetch(TinyDataset.Describe(server.Address), quiet);

    private int Fetch(DatasetDescription dataset, bool quiet) => FetchCommand.Fetch(
        new Shell(_output, _error, isTerminal: false, new Invocation("engram")), dataset, _folder.Path, quiet);
}
