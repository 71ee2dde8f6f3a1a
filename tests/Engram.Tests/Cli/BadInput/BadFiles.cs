namespace Engram.Tests.Cli.BadInput;

/// <summary>Files that are damaged or belong to something else.</summary>
internal static class BadFiles
{
    private const string Train = "train --layers 8,8 --epochs 1 --data-dir $/data --threads 1 --quiet --run $/new";
    private const string Resume = "train --resume $/run --data-dir $/data --threads 1 --quiet";
    private const string Images = "data/mnist/train-images-idx3-ubyte";
    private const string Labels = "data/mnist/train-labels-idx1-ubyte";

    private const string Other = "The run $/run was trained on mnist train (fingerprint 1531674b2792ae58), but mnist in $/other/mnist is other data (fingerprint c6402ed81a7aa8f6); name the folder of its own data with --data-dir, or add --other-data if the other data are meant.";

    public static IEnumerable<BadInputCase> All =>
    [
        new("image file cut short", Train, "$/data/mnist/train-images-idx3-ubyte announces 600 images of 28x28 pixels but is cut short after 470399 of 470400 bytes; replace it by a good copy.", Prepare: folder => folder.Damage(Images, bytes => bytes[..^1])),
        new("image file too long", Train, "$/data/mnist/train-images-idx3-ubyte announces 600 images of 28x28 pixels but has bytes after them; replace it by a good copy.", Prepare: folder => folder.Damage(Images, bytes => [.. bytes, 0])),
        new("labels in the place of images", Train, "$/data/mnist/train-images-idx3-ubyte holds labels where images are expected; check that image and label files are not swapped.", Prepare: folder => folder.Damage(Images, _ => File.ReadAllBytes(folder[Labels]))),
        new("label out of range", Train, "$/data/mnist/train-labels-idx1-ubyte has label 10 at index 599, but labels run from 0 to 9; replace it by a good copy.", Prepare: folder => folder.Damage(Labels, bytes => [.. bytes[..^1], 10])),
        new("images and labels of different splits", Train, "$/data/mnist/train-images-idx3-ubyte has 600 images, but $/data/mnist/train-labels-idx1-ubyte has 100 labels; take both from the same split of mnist.", Prepare: folder => File.Copy(folder["data/mnist/t10k-labels-idx1-ubyte"], folder[Labels], overwrite: true)),
        new("data file that is not the known one", "data verify mnist --data-dir $/real", "$/real/mnist/t10k-labels-idx1-ubyte.gz does not have the content that the catalog names (SHA-256 ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2); replace it by a good copy.", 1, folder =>
        {
            folder.CopyMnist("real");
            folder.Damage("real/mnist/t10k-labels-idx1-ubyte.gz", bytes => bytes[..1000]);
        }),
        new("newest checkpoint damaged", Resume, "Warning: The checkpoint $/run/checkpoint/000008.safetensors is damaged and set aside; training goes on from $/run/checkpoint/000004.safetensors.", 0, folder => Damage(folder, "run/checkpoint/000008.safetensors")),
        new("every checkpoint damaged", Resume, "Warning: The checkpoint $/run/checkpoint/000008.safetensors is damaged and set aside; training goes on from $/run/checkpoint/000004.safetensors.\nWarning: The checkpoint $/run/checkpoint/000004.safetensors is damaged and set aside; training goes on from the beginning.", 0, folder =>
        {
            Damage(folder, "run/checkpoint/000008.safetensors");
            folder.Damage("run/checkpoint/000004.safetensors", bytes => bytes[..100]);
        }),
        new("spec edited after the run began", Resume, "$/run/spec.yaml says epochs is 3, but its checkpoint was trained with 2; restore the value or start a new run.", Prepare: folder =>
        {
            folder.Interrupt();
            folder.Write("run/spec.yaml", File.ReadAllText(folder["run/spec.yaml"]).Replace("epochs: 2", "epochs: 3", StringComparison.Ordinal));
        }),
        new("other data than the run began with", Resume, "The run $/run was trained on mnist train (fingerprint 1531674b2792ae58), but mnist in $/data/mnist is other data (fingerprint c6402ed81a7aa8f6); name the folder of its own data with --data-dir, or add --other-data if the other data are meant.", Prepare: folder =>
        {
            folder.Interrupt();
            Engram.Tests.Experiments.TinyMnist.Write(folder["data"], seed: 2);
        }),
        new("evaluation on other data", "evaluate $/run --data-dir $/other", Other, Prepare: folder => folder.FinishBesideOther()),
        new("analysis of other data", "analyze $/run --data-dir $/other", Other, Prepare: folder => folder.FinishBesideOther()),
        new("lesions on other data", "lesion $/run --data-dir $/other", Other, Prepare: folder => folder.FinishBesideOther()),
        new("read-out of other data", "read-out $/run --data-dir $/other", Other, Prepare: folder => folder.FinishBesideOther()),
        new("report on other data that were not analyzed", "report $/run --other-data", "The run $/run has no analysis of other data; make it with engram analyze $/run --other-data, or leave --other-data out.", Prepare: folder => folder.Finish()),
        new("other data for a run that is finished", "train --resume $/run --data-dir $/data --other-data", "The run $/run is finished, so nothing of it is left to train on other data; leave --other-data out, or train a new run.", Prepare: folder => folder.Finish()),
        new("other data for a run that begins", "train --other-data --data-dir $/data", "--other-data has no use without --resume, because a new run has no data yet; leave it out."),
        new("damaged run.json", Resume, "Warning: $/run/run.json is damaged, so the times of earlier sessions are lost; it is written anew.", 0, Prepare: folder =>
        {
            folder.Interrupt();
            folder.Write("run/run.json", "{");
        }),
        new("damaged weights", "evaluate $/run --data-dir $/data --threads 1", "$/run/weights.safetensors is damaged or not a safetensors file: it is cut short: the header describes 25408 bytes of data and the file holds 25407; restore it from a good copy.", Prepare: folder =>
        {
            folder.Finish();
            folder.Damage("run/weights.safetensors", bytes => bytes[..^1]);
        }),
        new("weights that are something else", "evaluate $/run --data-dir $/data --threads 1", "$/run/weights.safetensors is damaged or not a safetensors file: it announces a header of 7451598620781211502 bytes, of which the file holds 10 and at most 100000000 are allowed; restore it from a good copy.", Prepare: folder =>
        {
            folder.Finish();
            folder.Write("run/weights.safetensors", "not weights at all");
        }),
        new("weights that changed after the end", "evaluate $/run --data-dir $/data --threads 1", "$/run/weights.safetensors is damaged: the checksums of the run do not match; have it made again by engram train --resume $/run --data-dir $/data, or restore it from a copy.", Prepare: folder =>
        {
            folder.Finish();
            folder.Damage("run/weights.safetensors", bytes => [.. bytes[..^4], (byte)(bytes[^4] ^ 1), .. bytes[^3..]]);
        }),
        new("weights that changed, and the next start", Resume, "Warning: $/run/weights.safetensors of the finished run is damaged; it is made again from the last checkpoint.", 0, Prepare: folder =>
        {
            folder.Finish();
            folder.Damage("run/weights.safetensors", bytes => [.. bytes[..^4], (byte)(bytes[^4] ^ 1), .. bytes[^3..]]);
        }),
        new("checkpoint in the place of weights", "evaluate $/run --data-dir $/data --threads 1", "$/run/weights.safetensors is no network of this program (its metadata lacks engram.format = network-2); name a weights.safetensors that engram train wrote.", Prepare: folder =>
        {
            folder.Finish();
            File.Copy(folder["run/checkpoint/000004.safetensors"], folder["run/weights.safetensors"], overwrite: true);
        }),
        new("training that explodes", "train --layers 8,8 --epochs 1 --learning-rate 1e38 --data-dir $/data --threads 1 --quiet --run $/new", "The loss of layer 1 became NaN in epoch 1, step 2; use a smaller learningRate than 1E+38.", 1),
    ];

    private static void Damage(BadInputFolder folder, string name)
    {
        folder.Interrupt();
        folder.Damage(name, bytes => [.. bytes[..^1], (byte)~bytes[^1]]);
    }
}
