using Engram.Storage;

namespace Engram.Tests.Storage;

public sealed class FileFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What the disk did is not put down to a folder that has the name, such as one that was to be made anew.</summary>
    [Theory]
    [InlineData(5, "cannot be written: the system's words; check the disk and the path.")]
    [InlineData(28, "cannot be written because the disk is full or its quota is used up; free some space or choose another folder.")]
    [InlineData(30, "cannot be written because its file system is read-only; choose another folder.")]
    [InlineData(21, "cannot be written because a folder has that name; choose another name or remove the folder.")]
    public void A_disk_that_fails_is_named_before_a_folder_that_has_the_name(int error, string clause)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are Linux's.");
        string path = Directory.CreateDirectory(_folder["there"]).FullName;
        Assert.Equal($"{path} {clause}", FileFailure.Writing(path, new IOException("the system's words.", error)).Message);
    }
}
