namespace Engram.Tests.Cli.BadInput;

/// <summary>Commands, options and values that do not exist.</summary>
internal static class BadCommandLines
{
    public static IEnumerable<BadInputCase> All =>
    [
        new("unknown command", "trian", "engram has no command \"trian\"; the nearest is \"train\"."),
        new("command that resembles none", "fly", "engram has no command \"fly\"; legal are train, evaluate, data, info, completion."),
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
        new("more images than there are", "train --train-samples 601 --data-dir $/data", "trainSamples is 601, but mnist train holds 600 images; give 1 to 600, or all."),
        new("spec key with --resume", "train --resume $/run --epochs 3", "--epochs cannot be given with --resume, because a resumed run keeps its spec and folder; leave it out or start a new run."),
        new("unknown data set to fetch", "data fetch mnits", "mnits is not the name of a data set; choose one of mnist, fashion-mnist, kmnist, cifar-10, svhn."),
        new("unknown command shell", "completion fish", "There is no completion script for \"fish\"; legal are bash, zsh, pwsh."),
    ];
}
