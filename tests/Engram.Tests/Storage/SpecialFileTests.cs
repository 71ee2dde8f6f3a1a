using System.Diagnostics;
using System.Net.Sockets;
using Engram.Storage;

namespace Engram.Tests.Storage;

/// <summary>Output paths that lead to what is no file, made by <c>mknod</c> and <c>mkfifo</c>.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SpecialFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "This system has no such files.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_device_is_written_to_and_stays_one()
    {
        Make("mknod", "c", "1", "3");

        AtomicFile.WriteAllText(_folder["x"], "x");

        Assert.Equal(FileKind.CharacterDevice, FileStatus.Of(_folder["x"])!.Value.Kind);
        Assert.Equal(["x"], _folder.Names);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_stays_one()
    {
        Make("mkfifo");
        Task<string> reading = Task.Run(() => File.ReadAllText(_folder["x"]), TestContext.Current.CancellationToken);

        AtomicFile.WriteAllText(_folder["x"], "whole");

        Assert.Equal("whole", await reading);
        Assert.Equal(FileKind.Pipe, FileStatus.Of(_folder["x"])!.Value.Kind);
    }

    [Fact]
    public async Task An_archive_goes_through_a_link_to_a_pipe()
    {
        Make("mkfifo");
        File.CreateSymbolicLink(_folder["link"], "x");
        Task<byte[]> reading = Task.Run(() => File.ReadAllBytes(_folder["x"]), TestContext.Current.CancellationToken);

        NpzFile.Write(_folder["link"], new Dictionary<string, NpyArray> { ["a"] = new NpyArray((float[])[1, 2], 2) });

        File.WriteAllBytes(_folder["a.npz"], await reading);
        Assert.Equal(["a"], NpzFile.Read(_folder["a.npz"]).Keys);
    }

    [Fact]
    public void A_disk_is_refused()
    {
        Make("mknod", "b", "259", "4095");

        EngramException failure = Assert.Throws<EngramException>(() => AtomicFile.WriteAllText(_folder["x"], "x"));

        Assert.Equal($"{_folder["x"]} cannot be written because it is a disk or another block device; name a file.", failure.Message);
        Assert.Equal(FileKind.BlockDevice, FileStatus.Of(_folder["x"])!.Value.Kind);
    }

    [Fact]
    public void A_socket_is_refused()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["x"]));

        EngramException failure = Assert.Throws<EngramException>(() => AtomicFile.WriteAllText(_folder["x"], "x"));

        Assert.Equal($"{_folder["x"]} cannot be written because it is a socket; name a file.", failure.Message);
        Assert.Equal(FileKind.Socket, FileStatus.Of(_folder["x"])!.Value.Kind);
    }

    [Fact]
    public void Names_of_one_file_are_told_from_those_of_another()
    {
        File.WriteAllText(_folder["a"], "");
        File.WriteAllText(_folder["b"], "");
        File.CreateSymbolicLink(_folder["link"], "a");
        Make("ln", _folder["a"]);

        Assert.All((string[])["link", "x", "./a"], name => Assert.True(FileStatus.IsSame(_folder["a"], _folder[name]), name));
        Assert.False(FileStatus.IsSame(_folder["a"], _folder["b"]));
        Assert.Null(FileStatus.Of(_folder["none"]));
    }

    /// <summary>Makes <c>x</c>.</summary>
    private void Make(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, program == "ln" ? [.. arguments, _folder["x"]] : [_folder["x"], .. arguments]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Assert.SkipUnless(process.ExitCode == 0, $"{program} is not allowed here.");
    }
}
