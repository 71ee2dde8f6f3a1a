using Engram.Tests.Experiments;

namespace Engram.Faults;

/// <summary>The folder that all is done in, with the program and its data.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engram-faults-");
    private readonly bool _keep;

    public Workshop(string program, bool keep)
    {
        Program = program;
        _keep = keep;
        Data = TinyMnist.Write(this["data"]);
    }

    /// <summary>Path of <c>Engram.Cli.dll</c>.</summary>
    public string Program { get; }

    /// <summary>A data folder with a few hundred images.</summary>
    public string Data { get; }

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Starts <c>engram</c> with a temporary folder of its own, so that what it leaves there is seen.</summary>
    public EngramProcess Start(IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment) => Start(arguments, [], environment);

    /// <summary>The same, by another program whose words come first.</summary>
    public EngramProcess Start(IEnumerable<string> arguments, IEnumerable<string> prefix, params ReadOnlySpan<(string Name, string Value)> environment) =>
        EngramProcess.Start(Program, _folder.FullName, arguments, prefix, [("TMPDIR", Directory.CreateDirectory(this["tmp"]).FullName), .. environment]);

    /// <summary>Starts it and waits for its end.</summary>
    public EngramProcess Run(IEnumerable<string> arguments)
    {
        EngramProcess process = Start(arguments);
        process.WaitForEnd();
        return process;
    }

    /// <summary>Copies all files of a folder to a new one, or in the place of one.</summary>
    public string Copy(string folder, string name)
    {
        Remove(name);
        string copy = Directory.CreateDirectory(this[name]).FullName;
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Removes a folder, where there is one.</summary>
    public void Remove(string name)
    {
        if (Directory.Exists(this[name]))
        {
            Directory.Delete(this[name], recursive: true);
        }
    }

    public void Dispose()
    {
        if (_keep)
        {
            Console.WriteLine($"kept in {_folder.FullName}");
        }
        else
        {
            _folder.Delete(recursive: true);
        }
    }
}
