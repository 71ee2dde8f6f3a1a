namespace Engram.Tests.Cli.BadInput;

/// <summary>Run folders and data folders that cannot be used.</summary>
internal static class BadFolders
{
    private const string Train = "train --layers 8,8 --epochs 1 --data-dir $/data --threads 1 --quiet --run";

    public static IEnumerable<BadInputCase> All =>
    [
        new("folder that holds a run", $"{Train} $/run", "The folder $/run holds a run already; resume it with --resume $/run or name another folder with --run.", Prepare: folder => folder.Finish()),
        new("run folder that is a file", $"{Train} $/file", "The run folder $/file cannot be written to because $/file is a file; name another folder with --run.", Prepare: folder => folder.Write("file", "")),
        new("run folder below a file", $"{Train} $/file/run", "The run folder $/file/run cannot be written to because $/file is a file; name another folder with --run.", Prepare: folder => folder.Write("file", "")),
        new("disk that is full", $"{Train} $/small/run", "$/small/run/checkpoint/000004.safetensors cannot be written because the disk is full or its quota is used up; free some space or choose another folder.", 1, folder => folder.MountSmall("small")),
        new("run that does not exist", "train --resume $/run", "The run folder $/run does not exist; name a folder that engram train has written."),
        new("run with a mistyped name", "evaluate $/rnu", "The run folder $/rnu does not exist; the nearest is $/run.", Prepare: folder => folder.Finish()),
        new("folder that holds no run", "train --resume $/data", "The run folder $/data holds no run; name a folder that engram train has written."),
        new("file for a run", "evaluate $/file", "The run folder $/file is a file and not the folder of a run; name a folder that engram train has written.", Prepare: folder => folder.Write("file", "")),
        new("run without its spec", "train --resume $/run", "The run folder $/run has lost its spec.yaml; name a folder that engram train has written.", Prepare: folder =>
        {
            folder.Interrupt();
            File.Delete(folder["run/spec.yaml"]);
        }),
        new("run that is not finished", "evaluate $/run", "The run $/run has no weights yet because its training is not finished; resume it with engram train --resume $/run.", Prepare: folder => folder.Interrupt()),
        new("analysis of a run that is not finished", "analyze $/run", "The run $/run has no weights yet because its training is not finished; resume it with engram train --resume $/run.", Prepare: folder => folder.Interrupt()),
        new("report of a run that is not analyzed", "report $/run", "$/run/analysis/analysis.json cannot be read because it does not exist; make it with engram analyze $/run --data-dir $/data.", Prepare: folder => folder.Finish()),
        new("damaged analysis", "report $/run", "$/run/analysis/analysis.json is no analysis or is damaged; make it again with engram analyze $/run --data-dir $/data.", Prepare: folder =>
        {
            folder.Finish();
            folder.Write("run/analysis/analysis.json", "{");
        }),
        new("report in a folder that does not exist", "report $/run --output $/none/r.html", "The folder $/none for the report does not exist; make it or name another file with --output.", Prepare: folder =>
        {
            folder.Finish();
            Assert.Equal(0, EngramRun.Of("analyze", folder["run"], "--data-dir", folder["data"], "--quiet").ExitCode);
        }),
        new("explorer of a run that is not finished", "explore $/run", "The run $/run has no weights yet because its training is not finished; resume it with engram train --resume $/run.", Prepare: folder => folder.Interrupt()),
        new("explorer of a run that is not analyzed", "explore $/run", "$/run/analysis/analysis.json cannot be read because it does not exist; make it with engram analyze $/run --data-dir $/data.", Prepare: folder => folder.Finish()),
        new("explorer in a folder that does not exist", "explore $/run --output $/none/e.html", "The folder $/none for the explorer does not exist; make it or name another file with --output.", Prepare: folder => folder.Finish()),
        new("explorer over the weights of the run", "explore $/run --output $/run/weights.safetensors", "$/run/weights.safetensors cannot be written because it is a file of the run $/run; name another file with --output.", Prepare: folder => folder.Finish()),
        new("validation images that a run has not kept", "evaluate $/run --split validation --data-dir $/data", "The split is \"validation\", but the run was trained without a validationSplit; choose test or train.", Prepare: folder => folder.Finish()),
        new("unknown split", "evaluate $/run --split val", "The split is \"val\", but must be one of test, train, validation.", Prepare: folder => folder.Finish()),
        new("more samples than there are", "evaluate $/run --samples 101 --data-dir $/data", "The sample count is 101, but mnist test holds 100 images; give 1 to 100.", Prepare: folder => folder.Finish()),
        new("result file in a folder that does not exist", "evaluate $/run --data-dir $/data --goodness $/none/g.npz", "$/none/g.npz cannot be written because its folder does not exist; create the folder first.", Prepare: folder => folder.Finish()),
        new("result file over the weights of the run", "evaluate $/run --data-dir $/data --goodness $/run/weights.safetensors", "$/run/weights.safetensors cannot be written because it is a file of the run $/run; name another file with --goodness.", Prepare: folder => folder.Finish()),
        new("result file over the images", "evaluate $/run --data-dir $/data --goodness $/data/mnist/t10k-images-idx3-ubyte", "$/data/mnist/t10k-images-idx3-ubyte cannot be written because it is a file of the data set mnist; name another file with --goodness.", Prepare: folder => folder.Finish()),
        new("result on a disk that is full", "evaluate $/run --data-dir $/data --goodness /dev/full", "/dev/full cannot be written because the disk is full or its quota is used up; free some space or choose another folder.", 1, folder =>
        {
            Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
            folder.Finish();
        }),
        new("network over the weights of the run", "export $/run --onnx $/run/weights.safetensors", "$/run/weights.safetensors cannot be written because it is a file of the run $/run; name another file with --onnx.", Prepare: folder => folder.Finish()),
        new("NIR file of a network without spikes", "export $/run --nir $/net.nir", "A NIR file holds a network of spiking units, but model ff has none; train with --model spiking-ff, or export with --onnx.", Prepare: folder => folder.Finish()),
        new("NIR file of currents that are brought to a length", "export $/run --nir $/net.nir", "The run has a currentLength of 6, but NIR has no node that brings currents to a length; train with currentLength 0.", Prepare: folder => folder.Finish("--model spiking-ff --steps 200 --learning-rate 0.000001")),
        new("analysis of activations over that of a run", "analyze $/run/representations.npz --output $/run/analysis", "$/run/analysis/accuracy.csv cannot be written because it is a file of the run $/run; name another file with --output.", Prepare: folder => folder.Finish("--representations")),
        new("sweep into a folder with another sweep file", "sweep $/s.yaml --data-dir $/data --output $/mine", "$/mine/sweep.yaml is another sweep file, which the copy of this one would replace; remove it or name another folder with --output.", Prepare: folder =>
        {
            folder.Write("s.yaml", "base:\n  layers: [8, 8]\ngrid:\n  epochs: [1, 2]\n");
            folder.Write("mine/sweep.yaml", "base:\n  epochs: 2\n");
        }),
        new("data folder that does not exist", "train --data-dir $/nowhere", "The data folder $/nowhere does not exist; name an existing one or leave --data-dir out."),
        new("data folder without the data set", "train --data-dir $/theirs", "mnist was not found in $/theirs (--data-dir), neither in the folder itself nor in mnist, MNIST/raw (it is empty); put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz, packed or unpacked, into $/theirs/mnist, or leave --data-dir out to look in the usual places.", Prepare: folder => Directory.CreateDirectory(folder["theirs"])),
        new("data folder that lacks a file", "evaluate $/run --data-dir $/theirs", "mnist was not found in $/theirs (--data-dir), neither in the folder itself nor in mnist, MNIST/raw ($/theirs/MNIST/raw lacks t10k-labels-idx1-ubyte.gz); put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz, packed or unpacked, into $/theirs/mnist, or leave --data-dir out to look in the usual places.", Prepare: folder =>
        {
            folder.Finish();
            Directory.CreateDirectory(folder["theirs/MNIST"]);
            Directory.Move(folder["data/mnist"], folder["theirs/MNIST/raw"]);
            File.Delete(folder["theirs/MNIST/raw/t10k-labels-idx1-ubyte"]);
        }),
        new("data of a sweep that is not there", "sweep $/s.yaml --output $/out --data-dir $/theirs", "mnist was not found in $/theirs (--data-dir), neither in the folder itself nor in mnist, MNIST/raw (it is empty); put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz, packed or unpacked, into $/theirs/mnist, or leave --data-dir out to look in the usual places.", Prepare: folder =>
        {
            Directory.CreateDirectory(folder["theirs"]);
            folder.Write("s.yaml", "repetitions: 2");
        }),
    ];
}
