namespace Engram.Tests.Cli.BadInput;

/// <summary>Commands, options and values that do not exist.</summary>
internal static class BadCommandLines
{
    public static IEnumerable<BadInputCase> All =>
    [
        new("unknown command", "trian", "engram has no command \"trian\"; the nearest is \"train\"."),
        new("command that resembles none", "fly", "engram has no command \"fly\"; legal are reproduce, train, evaluate, analyze, report, unseen, sweep, results, compare, data, info, completion."),
        new("group without its command", "data", "engram data needs a command: list, fetch, verify."),
        new("unknown option", "train --learning-rte 0.1", "engram train has no option --learning-rte; the nearest is \"--learning-rate\"."),
        new("option that resembles none", "train --fast", "engram train has no option --fast; see engram train --help."),
        new("unknown option in an argument's place", "evaluate --jsn", "engram evaluate has no option --jsn; the nearest is \"--json\"."),
        new("option without its value", "train --epochs", "--epochs needs a value; see engram train --help."),
        new("option given twice", "train --epochs 3 --epochs 4", "--epochs is given 2 times; keep one of them."),
        new("value for a flag", "train --quiet=maybe", "engram train does not take \"maybe\"; see engram train --help."),
        new("argument too many", "train mnist", "engram train does not take \"mnist\"; see engram train --help."),
        new("argument missing", "evaluate", "engram evaluate needs <run>; see engram evaluate --help."),
        new("word for a number", "train --epochs ten", "--epochs is \"ten\", but takes a whole number up to 2147483647."),
        new("number that is too large", "train --epochs 3000000000", "--epochs is \"3000000000\", but takes a whole number up to 2147483647."),
        new("fraction for a whole number", "train --batch-size 1.5", "--batch-size is \"1.5\", but takes a whole number up to 2147483647."),
        new("decimal comma", "train --learning-rate 0,1", "--learning-rate is \"0,1\", but takes a finite number."),
        new("negative seed", "train --seed -1", "--seed is \"-1\", but takes a whole number from 0 to 18446744073709551615."),
        new("list in another notation", "train --layers 784x784", "--layers is \"784x784\", but takes a list of whole numbers such as 784, 784, 784."),
        new("neither true nor false", "train --skip-first-layer maybe", "--skip-first-layer is \"maybe\", but takes true or false."),
        new("unknown name", "train --goodness l2", "--goodness is \"l2\", but takes one of l2-norm, l1-norm, linf-norm, sum-of-squares, mean-square; the nearest is \"l2-norm\"."),
        new("mistyped name", "train --negatives hrad", "--negatives is \"hrad\", but takes one of fixed, resampled, hard; the nearest is \"hard\"."),
        new("unknown data set", "train --data mnits", "--data is \"mnits\", but takes one of mnist, fashion-mnist, kmnist, cifar-10, svhn; the nearest is \"mnist\"."),
        new("word for the thread count", "train --threads many", "--threads is \"many\", but takes a whole number."),
        new("no threads", "train --threads 0", "The thread count is 0, but must be from 1 to 1024; leave it out to use all cores."),
        new("no checkpoints", "train --checkpoint-every 0", "Checkpoints every 0 epochs are not possible; give at least 1."),
        new("no epochs", "train --epochs 0", "epochs is 0, which cannot be used; use 1 to 1000000 epochs."),
        new("learning rate below zero", "train --learning-rate -0.1", "learningRate is -0.1, which cannot be used; use a number above 0."),
        new("dropout of everything", "train --dropout 1", "dropout is 1, which cannot be used; use a share from 0 to below 1."),
        new("threshold of zero", "train --threshold 0", "threshold is 0, which cannot be used; use a number above 0, or leave it out for the goodness function's own."),
        new("layer without units", "train --layers 784,0", "layers is 0, which cannot be used; use 1 to 65536 units per layer."),
        new("nothing left to predict from", "train --layers 784 --skip-first-layer", "skipFirstLayer is true, but the network has a single layer; add a layer, or set skipFirstLayer to false."),
        new("penalty below zero", "train --model bp --activation-penalty -1", "activationPenalty is -1, which cannot be used; use 0 or a number above it."),
        new("option that the model has no use for", "train --model bp --negatives hard", "--negatives is hard, but model bp does not use negatives; leave it out, or choose model ff or bp-ff."),
        new("class that there is not to leave out", "train --leave-out 10 --data-dir $/data", "mnist train has no class 10 to leave out; choose one from 0 to 9."),
        new("class left out of all classes in turn", "unseen --leave-out 3", "engram unseen has no option --leave-out; see engram unseen --help."),
        new("data set that the paper has not", "reproduce --data kmnist", "--data is kmnist, but the paper's data sets are mnist, fashion-mnist, svhn, cifar-10; choose one of them, or all."),
        new("no runs", "reproduce --runs 0", "The number of runs is 0, but must be from 1 to 1000."),
        new("sweep without its file", "sweep", "engram sweep needs <file>; see engram sweep --help."),
        new("option of a cluster without one", "sweep $/s.yaml --partition short", "--partition is about a Slurm cluster; give --slurm too, or leave it out.", Prepare: WriteSweep),
        new("option of this machine for a cluster", "sweep $/s.yaml --slurm --workers 2", "--workers is about this machine and has no use with --slurm; leave it out, or see --cpus and --max-running.", Prepare: WriteSweep),
        new("no workers", "sweep $/s.yaml --workers 0 --output $/out", "The number of workers is 0, but must be from 1 to 1024; leave it out to share the cores.", Prepare: WriteSweep),
        new("fewer than no retries", "sweep $/s.yaml --retries -1 --output $/out", "The number of retries is -1, but must be from 0 to 1000; give 0 to try every run once.", Prepare: WriteSweep),
        new("run that a sweep has not", "sweep $/s.yaml --only ff-seed1 --output $/out", "The sweep s has no run ff-seed1; the nearest is \"ff-lr0.01-seed1\".", Prepare: WriteSweep),
        new("sweep folder that does not exist", "results $/out", "The sweep folder $/out does not exist; name a folder that engram sweep has written."),
        new("folder without a sweep", "compare $/data $/data", "The sweep folder $/data holds no runs; name a folder that engram sweep has written."),
        new("key to group by that there is not", "results $/out --group-by learnRate", "--group-by names the key \"learnRate\", which there is not; the nearest is \"learningRate\".", Prepare: folder => Directory.CreateDirectory(folder["out/runs"])),
        new("report of nothing", "report", "engram report needs <run>; see engram report --help."),
        new("more images than there are", "train --train-samples 601 --data-dir $/data", "trainSamples is 601, but mnist train holds 600 images; give 1 to 600, or all."),
        new("spec key with --resume", "train --resume $/run --epochs 3", "--epochs cannot be given with --resume, because a resumed run keeps its spec and folder; leave it out or start a new run."),
        new("unknown data set to fetch", "data fetch mnits", "mnits is not the name of a data set; choose one of mnist, fashion-mnist, kmnist, cifar-10, svhn."),
        new("unknown command shell", "completion fish", "There is no completion script for \"fish\"; legal are bash, zsh, pwsh."),
    ];

    private static void WriteSweep(BadInputFolder folder) =>
        folder.Write("s.yaml", "base:\n  epochs: 1\n  layers: [8]\ngrid:\n  learningRate: [0.01]\n");
}
