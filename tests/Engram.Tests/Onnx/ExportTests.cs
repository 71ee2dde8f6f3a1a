using Engram.Tests.Cli;
using Engram.Tests.Experiments;
using Engram.Tests.TestSupport;
using Microsoft.ML.OnnxRuntime;

namespace Engram.Tests.Onnx;

/// <summary>A run's network for other programs.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_exported_network_says_what_goes_in_and_what_comes_out()
    {
        string data = TinyMnist.Write(_folder["data"]);
        Assert.Equal(0, EngramRun.Of("train", "--layers", "8,6", "--epochs", "1", "--data-dir", data, "--quiet", "--run", _folder["run"]).ExitCode);
        EngramRun export = EngramRun.Of("export", _folder["run"], "--onnx", _folder["net.onnx"]);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Approved.Verify(export.Output.Replace(_folder["net.onnx"], "net.onnx", StringComparison.Ordinal), "export");
        using InferenceSession session = new(_folder["net.onnx"]);
        Assert.Equal(["images"], session.InputMetadata.Keys);
        Assert.Equal((0, ""), (EngramRun.Of("export", _folder["run"], "--onnx", _folder["net.onnx"], "--quiet").ExitCode, ""));
    }
}
