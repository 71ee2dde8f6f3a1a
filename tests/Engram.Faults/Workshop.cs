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
    public EngramProcess Start(IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment) =>
        EngramProcess.Start(Program, _folder.FullName, arguments, [("TMPDIR", Directory.CreateDirectory(this["tmp"]).FullName), .. environment]);

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
