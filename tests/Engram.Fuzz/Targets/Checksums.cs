using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>The checksums of a run, read with the files that they are of.</summary>
internal sealed class Checksums() : FuzzTarget("checksums.sha256")
{
    private RunFolder? _run;

    public override string FileName => "checksums.sha256";

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run)
    {
        _run = run.Runs[0];
        return [File.ReadAllBytes(_run.ChecksumsPath)];
    }

    public override void Read(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        foreach (string file in (string[])[_run!.SpecPath, _run.MetricsPath, _run.WeightsPath, _run.RecordPath])
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        RunIntegrity.Require(new RunFolder(folder), _ => { });
    }
}
