using Engram.Tests.Experiments;

namespace Engram.Tests.Cli.BadInput;

/// <summary>The folder of a bad-input test, with a tiny data set in <c>data</c>.</summary>
public sealed class BadInputFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Action _cleanUp = () => { };

    public BadInputFolder() => TinyMnist.Write(_folder["data"]);

    public string Path => _folder.Path;

    public string this[string name] => _folder[name];

    public void Dispose()
    {
        _cleanUp();
        _folder.Dispose();
    }

    /// <summary>Arguments with the folder in place of <c>$</c>.</summary>
    public string[] Arguments(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace("$", Path, StringComparison.Ordinal))];

    /// <summary>A finished run of two layers in <c>run</c>.</summary>
    internal void Finish(string more = "") =>
        Assert.Equal("", EngramRun.Of(Arguments($"train --layers 8,8 --epochs 2 --run $/run --data-dir $/data --threads 1 --quiet {more}")).Error);

    /// <summary>A finished run in <c>run</c>, and another data set of the same name in <c>other</c>.</summary>
    internal void FinishBesideOther()
    {
        Finish();
        TinyMnist.Write(_folder["other"], seed: 2);
    }

    /// <summary>A run in <c>run</c> that was killed after its training and before its test.</summary>
    internal void Interrupt(string more = "")
    {
        Finish(more);
        File.Delete(_folder["run/weights.safetensors"]);
        File.Delete(_folder["run/run.json"]);
    }

    internal void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    /// <summary>The MNIST that comes with the program.</summary>
    internal void CopyMnist(string name)
    {
        string target = Directory.CreateDirectory(System.IO.Path.Combine(_folder[name], "mnist")).FullName;
        foreach (string file in Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "data", "mnist")))
        {
            File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetFileName(file)));
        }
    }

    /// <summary>Changes the bytes of a file.</summary>
    internal void Damage(string name, Func<byte[], byte[]> change) =>
        File.WriteAllBytes(_folder[name], change(File.ReadAllBytes(_folder[name])));

    /// <summary>A folder on a file system of its own with almost no room; skips the test where that cannot be made.</summary>
    internal void MountSmall(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small file system needs root on Linux.");
        string path = Directory.CreateDirectory(_folder[name]).FullName;
        Assert.SkipUnless(Call("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path) == 0, "A small file system cannot be mounted here.");
        _cleanUp = () => Call("umount", path);
    }

    private static int Call(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
        })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
