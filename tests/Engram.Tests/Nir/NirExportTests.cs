using Engram.Tests.Cli;
using Engram.Tests.Experiments;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Nir;

/// <summary>A run's spiking network for simulators and hardware.</summary>
public sealed class NirExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_exported_network_says_what_its_nodes_are_and_how_its_reset_differs()
    {
        string data = TinyMnist.Write(_folder["data"]);
        string[] train = ["train", "--model", "spiking-ff", "--current-length", "0", "--layers", "8,6", "--epochs", "1", "--data-dir", data, "--quiet", "--run", _folder["run"]];
        Assert.Equal((0, ""), (EngramRun.Of(train).ExitCode, ""));
        EngramRun export = EngramRun.Of("export", _folder["run"], "--nir", _folder["net.nir"]);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Approved.Verify(export.Output.Replace(_folder["net.nir"], "net.nir", StringComparison.Ordinal), "export-nir");
        using NirGraph graph = new(_folder["net.nir"]);
        Assert.Equal([8, 784], graph.Shape("node/nodes/linear_1/weight"));
        EngramRun quiet = EngramRun.Of("export", _folder["run"], "--nir", _folder["net.nir"], "--quiet");
        Assert.Equal((0, "", ""), (quiet.ExitCode, quiet.Output, quiet.Error));
    }
}
