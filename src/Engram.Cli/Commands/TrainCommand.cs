using System.CommandLine;
using System.CommandLine.Completions;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;

namespace Engram.Cli.Commands;

/// <summary><c>engram train</c>: trains a network into a run folder, or resumes one.</summary>
internal sealed class TrainCommand
{
    private readonly SpecOptions _spec = new();

    private readonly Option<string> _specFile = new("--spec")
    {
        HelpName = "file",
        Description = "YAML file with spec keys; options given beside it win.",
    };

    private readonly Option<string> _preset = new("--preset")
    {
        HelpName = "name",
        Description = "Preset to start from, as engram spec presets lists them; options given beside it win.",
    };

    private readonly Option<string> _run = new("--run")
    {
        HelpName = "folder",
        Description = "Folder for the run. [default: runs/<model>-<data>-seed<seed>]",
    };

    private readonly Option<string> _resume = new("--resume")
    {
        HelpName = "folder",
        Description = "Go on with an interrupted, killed or failed run, exactly as if it had never stopped.",
    };

    private readonly Option<int> _checkpointEvery = new("--checkpoint-every")
    {
        HelpName = "n",
        Description = $"Epochs between checkpoints. [default: {new RunOptions().CheckpointEvery}]",
    };

    private readonly Option<string> _keepCheckpoints = new("--keep-checkpoints")
    {
        HelpName = "n,every:n",
        Description = "Keep the weights after these epochs, of each layer where layers train one by one, in kept/: every:5, or 0,1,2,5,10, or both. 0 is before the first. [default: none]",
    };

    private readonly Option<bool> _representations = CommonOptions.Flag(
        "--representations", "Write the hidden representations of the test images (representations.npz).");

    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("with --resume, go on with them in <data>-<fingerprint>/run in the run's folder");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print only the result.");
    private readonly Option<bool> _json = CommonOptions.Json("run.json");

    private TrainCommand()
    {
        _preset.CompletionSources.Add(_ => Presets.All.Select(preset => new CompletionItem(preset.Name)));
        _keepCheckpoints.CompletionSources.Add("every:1", "every:5", "every:10");
    }

    public static Command Create(Shell shell)
    {
        var train = new TrainCommand();
        var command = new ShownCommand(
            "train",
            "Train a network and test it.",
            ("train", "FF on MNIST, in one to two minutes"),
            ("train --model hff --data fashion-mnist", "hyperspherical FF, whose images hold no label"),
            ("train --layers 500,500 --epochs 10 --run runs/small", "a smaller network, into a folder of your own"),
            ("train --resume runs/small", "go on after Ctrl-C or a power cut"));
        train._spec.AddTo(command);
        foreach (Option option in (Option[])
            [train._specFile, train._preset, train._run, train._resume, train._checkpointEvery, train._keepCheckpoints, train._representations,
                train._dataDirectory, train._otherData, train._threads, train._quiet, train._json])
        {
            command.Add(option);
        }

        command.SetAction(result => train.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        RunOptions options = Options(result, shell);
        string? resumed = result.GetValue(_resume);
        RunSpec? spec = resumed is null ? Spec(result) : null;
        options.KeepCheckpoints?.RequireReached(spec?.Training.Epochs.Values.Max() ?? int.MaxValue, _keepCheckpoints.Name);
        RequireNoSpec(result, resumed);
        RequireResumed(result, resumed);
        using var interrupt = new InterruptSignal(shell);
        bool json = result.GetValue(_json);
        IRunDisplay display = RunDisplays.Create(shell, onlyResult: json || result.GetValue(_quiet));
        RunOutcome outcome = display.Show(observer => spec is null
            ? Runner.Resume(resumed!, options, observer, interrupt.Token)
            : Runner.Run(spec, options, observer, interrupt.Token));
        return RunEnding.Show(shell, outcome, ResumeCommand.For(shell, outcome.Folder, options), json, result.GetValue(_quiet) ? [] : NextSteps(shell, outcome.Folder, options));
    }

    private RunSpec Spec(ParseResult result)
    {
        string? file = result.GetValue(_specFile);
        string? preset = result.GetValue(_preset);
        if (file is not null && preset is not null)
        {
            throw new EngramException($"{_preset.Name} cannot be given with {_specFile.Name}, because both say what to start from; leave one of them out.");
        }

        SpecDraft draft = file is null ? new SpecDraft() : SpecFile.ReadDraft(file);
        if (preset is not null)
        {
            draft.StartFrom(Presets.Find(preset, _preset.Name), _preset.Name);
        }

        _spec.AddTo(draft, result);
        return draft.ToSpec();
    }

    private RunOptions Options(ParseResult result, Shell shell)
    {
        var options = new RunOptions
        {
            Folder = result.GetValue(_run),
            DataDirectory = result.GetValue(_dataDirectory),
            OtherData = result.GetValue(_otherData),
            Threads = result.GetValue(_threads),
            KeepCheckpoints = result.GetValue(_keepCheckpoints) is { } kept ? KeptEpochs.Parse(kept, _keepCheckpoints.Name) : null,
            SaveRepresentations = result.GetValue(_representations),
        };
        options = result.GetResult(_checkpointEvery) is null
            ? options
            : options with { CheckpointEvery = result.GetValue(_checkpointEvery) };
        return options with { SpecComments = folder => Comments(shell, folder, options) };
    }

    private void RequireNoSpec(ParseResult result, string? resumed)
    {
        string? extra = _spec.FirstGiven(result)
            ?? (result.GetResult(_specFile) is null ? null : _specFile.Name)
            ?? (result.GetResult(_preset) is null ? null : _preset.Name)
            ?? (result.GetResult(_run) is null ? null : _run.Name);
        if (resumed is not null && extra is not null)
        {
            throw new EngramException($"{extra} cannot be given with --resume, because a resumed run keeps its spec and folder; leave it out or start a new run.");
        }
    }

    private void RequireResumed(ParseResult result, string? resumed)
    {
        if (resumed is null && result.GetValue(_otherData))
        {
            throw new EngramException($"{_otherData.Name} has no use without {_resume.Name}, because a new run has no data yet; leave it out.");
        }
    }

    private static (string Command, string Purpose)[] NextSteps(Shell shell, string folder, RunOptions options) =>
    [
        (RunLine.Analyze(shell, folder, options.DataDirectory), "see what emerged"),
        (RunLine.Evaluate(shell, folder, options.DataDirectory), "test it again"),
    ];

    private static IEnumerable<string> Comments(Shell shell, string folder, RunOptions options) =>
    [
        "The effective spec of this run.",
        $"Evaluate it with: {RunLine.Evaluate(shell, folder, options.DataDirectory)}",
        $"Resume it with:   {ResumeCommand.For(shell, folder, options)}",
    ];
}
