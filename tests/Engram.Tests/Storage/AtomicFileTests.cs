using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_new_file_has_the_content_and_nothing_lies_beside_it()
    {
        AtomicFile.Write(_folder["a.bin"], stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["a.bin"]));
        Assert.Equal(["a.bin"], _folder.Names);
    }

    [Fact]
    public void An_old_file_is_replaced_in_whole()
    {
        File.WriteAllText(_folder["a.txt"], "a long old text");

        AtomicFile.WriteAllText(_folder["a.txt"], "né");

        Assert.Equal("né"u8.ToArray(), File.ReadAllBytes(_folder["a.txt"]));
    }

    [Fact]
    public void The_old_file_stays_readable_until_the_new_one_is_complete()
    {
        File.WriteAllText(_folder["a.txt"], "old");
        AtomicFile.Write(_folder["a.txt"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(_folder["a.txt"]));
        });

        Assert.Equal("new", File.ReadAllText(_folder["a.txt"]));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_no_temporary_one()
    {
        File.WriteAllText(_folder["a.txt"], "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["a.txt"], stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(_folder["a.txt"]));
        Assert.Equal(["a.txt"], _folder.Names);
    }

    [Fact]
    public void A_missing_folder_is_named_with_the_remedy()
    {
        string path = Path.Combine(_folder["nowhere"], "a.txt");

        EngramException failure = Assert.Throws<EngramException>(() => AtomicFile.WriteAllText(path, "x"));

        Assert.Equal($"{path} cannot be written because its folder does not exist; create the folder first.", failure.Message);
    }

    [Fact]
    public void A_folder_of_the_same_name_is_not_replaced()
    {
        Directory.CreateDirectory(_folder["a"]);

        EngramException failure = Assert.Throws<EngramException>(() => AtomicFile.WriteAllText(_folder["a"], "x"));

        Assert.Equal(
            $"{_folder["a"]} cannot be written because a folder has that name; choose another name or remove the folder.",
            failure.Message);
        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public void A_full_disk_is_named_with_the_remedy()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        EngramException failure = Assert.Throws<EngramException>(() => AtomicFile.Write(_folder["a"], _ =>
        {
            using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.Write([1]);
        }));

        Assert.Equal(
            $"{_folder["a"]} cannot be written because the disk is full or its quota is used up; free some space or choose another folder.",
            failure.Message);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_missing_permission_is_named_with_the_remedy()
    {
        // Thrown by hand, because the suite may run as a user whom no permission binds.
        EngramException failure = Assert.Throws<EngramException>(
            () => AtomicFile.Write(_folder["a"], _ => throw new UnauthorizedAccessException()));

        Assert.Equal(
            $"{_folder["a"]} cannot be written because the permission is missing; choose a folder that this user may write to.",
            failure.Message);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Two_writers_at_once_leave_one_whole_file()
    {
        byte[][] contents = [[.. Enumerable.Repeat((byte)1, 100_000)], [.. Enumerable.Repeat((byte)2, 70_000)]];

        Parallel.For(0, 40, index => AtomicFile.Write(_folder["a"], stream => stream.Write(contents[index % 2])));

        byte[] written = File.ReadAllBytes(_folder["a"]);
        Assert.Contains(contents, content => content.AsSpan().SequenceEqual(written));
        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public void Leftovers_of_killed_writers_are_removed_and_nothing_else()
    {
        File.WriteAllText(_folder["a.abcdefgh.xyz.engram-tmp"], "half");
        File.WriteAllText(_folder["b.tmp"], "mine");

        AtomicFile.RemoveLeftovers(_folder.Path);
        AtomicFile.RemoveLeftovers(_folder["nowhere"]);

        Assert.Equal(["b.tmp"], _folder.Names);
    }

    [Fact]
    public void A_write_removes_what_a_killed_writer_left_beside_it()
    {
        File.WriteAllText(_folder["b.abcdefgh.xyz.engram-tmp"], "half");

        AtomicFile.WriteAllText(_folder["a"], "x");

        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public void The_temporary_file_of_a_living_writer_stays()
    {
        AtomicFile.Write(_folder["a"], stream =>
        {
            stream.Write("a"u8);
            AtomicFile.RemoveLeftovers(_folder.Path);
            AtomicFile.WriteAllText(_folder["b"], "b");
            Assert.Equal(2, _folder.Names.Length);
        });

        Assert.Equal("a", File.ReadAllText(_folder["a"]));
        Assert.Equal(["a", "b"], _folder.Names);
    }

    [Fact]
    public void Writers_and_removers_at_once_lose_no_file()
    {
        Parallel.For(0, 200, index =>
        {
            AtomicFile.WriteAllText(_folder[$"{index}"], "x");
            AtomicFile.RemoveLeftovers(_folder.Path);
        });

        Assert.Equal(200, _folder.Names.Length);
        Assert.DoesNotContain(_folder.Names, name => name.Contains('.', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Readers_are_never_kept_from_a_file_that_is_replaced()
    {
        AtomicFile.WriteAllText(_folder["a"], "x");
        var writing = Task.Run(() =>
        {
            for (int i = 0; i < 300; i++)
            {
                AtomicFile.WriteAllText(_folder["a"], "x");
            }
        }, TestContext.Current.CancellationToken);
        while (!writing.IsCompleted)
        {
            Assert.Equal("x", File.ReadAllText(_folder["a"]));
        }

        await writing;
    }

    [Fact]
    public void A_symbolic_link_stays_and_what_it_leads_to_is_replaced()
    {
        Directory.CreateDirectory(_folder["there"]);
        File.WriteAllText(_folder["there/a"], "old");
        foreach (string name in (string[])["a", "new"])
        {
            File.CreateSymbolicLink(_folder[name], Path.Combine("there", name));
            AtomicFile.WriteAllText(_folder[name], "new");
            Assert.Equal(Path.Combine("there", name), new FileInfo(_folder[name]).LinkTarget);
            Assert.Equal("new", File.ReadAllText(_folder[$"there/{name}"]));
        }
    }

    [Fact]
    public void A_link_to_itself_is_one_sentence()
    {
        File.CreateSymbolicLink(_folder["a"], "a");

        EngramException failure = Assert.Throws<EngramException>(() => AtomicFile.WriteAllText(_folder["a"], "x"));

        Assert.StartsWith($"{_folder["a"]} cannot be written: ", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
