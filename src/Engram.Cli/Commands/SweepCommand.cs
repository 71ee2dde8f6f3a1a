using System.CommandLine;
using System.CommandLine.Parsing;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Runs;
using Engram.Experiments.Slurm;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Cli.Commands;

/// <summary><c>engram sweep</c>: carries out the runs of a sweep file, several at a time, here or on a Slurm cluster.</summary>
internal sealed class SweepCommand
{
    private readonly Argument<string> _file = new("file") { Description = "YAML file that says which runs there are." };

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "folder",
        Description = $"Folder of the sweep. [default: {SweepFolder.DefaultParent}/<name of the sweep>]",
    };

    private readonly Option<int?> _workers = new("--workers")
    {
        HelpName = "n",
        Description = "Runs that train at the same time, each in a process of its own. [default: the file's, or one for every two cores]",
    };

    private readonly Option<int?> _threads = new("--threads")
    {
        HelpName = "n",
        Description = "Threads of each run; they change the time and nothing else. [default: the file's, or an equal share of the cores]",
    };

    private readonly Option<int?> _retries = new("--retries")
    {
        HelpName = "n",
        Description = $"How often a run that failed is tried again. [default: the file's, or {new SweepSettings().Retries}]",
    };

    private readonly Option<string> _only = new("--only")
    {
        HelpName = "run",
        Description = "Carry out this run alone, in this process.",
    };

    private readonly Option<bool> _dryRun = CommonOptions.Flag(
        "--dry-run", "Show the runs, and a rough guess of their time and disk from a short trial of each kind; train nothing.");

    private readonly Option<bool> _attached = new("--attached") { Hidden = true, Arity = ArgumentArity.Zero };

    private readonly SlurmCommandOptions _slurm = new();
    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing but warnings and failures.");

    public static Command Create(Shell shell)
    {
        var sweep = new SweepCommand();
        var command = new ShownCommand(
            "sweep",
            "Carry out the runs of a sweep file, several at a time, here or on a Slurm cluster.",
            ("sweep examples/sweep-learning-rates.yaml --dry-run", "what it would do, how long it may take"),
            ("sweep examples/sweep-learning-rates.yaml", "do it; the same line goes on where it stopped"));
        command.Add(sweep._file);
        foreach (Option option in (Option[])
            [sweep._output, sweep._workers, sweep._threads, sweep._retries, sweep._only, sweep._dryRun, sweep._attached,
                .. sweep._slurm.All, sweep._dataDirectory, sweep._quiet])
        {
            command.Add(option);
        }

        command.SetAction(result => sweep.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        RequireSense(result);
        SweepPlan plan = SweepFile.Read(result.GetRequiredValue(_file));
        if (result.GetValue(_dryRun))
        {
            return ShowEstimate(result, shell, plan);
        }

        var folder = new SweepFolder(result.GetValue(_output) ?? plan.Folder ?? Path.Combine(SweepFolder.DefaultParent, plan.Name));
        return result.GetValue(_only) is { } name
            ? CarryOne(result, shell, plan, name, folder)
            : CarryAll(result, shell, plan, folder);
    }

    /// <summary>An option that would do nothing is a misunderstanding.</summary>
    private void RequireSense(ParseResult result)
    {
        if (GivenOptions.First(result, [_dryRun]) is not null)
        {
            GivenOptions.Refuse(result, [_output, _retries, _only, .. _slurm.All, _quiet], "has no use with --dry-run, which estimates for this machine and carries nothing out; leave it out");
        }

        if (GivenOptions.First(result, [_only]) is not null)
        {
            GivenOptions.Refuse(result, [_workers, _retries], "has no use with --only, which carries out one run, once; leave it out");
        }

        _slurm.RequireSense(result, onlyHere: [_workers, _threads, _only]);
    }

    private int ShowEstimate(ParseResult result, Shell shell, SweepPlan plan)
    {
        SweepPlan asked = plan with { Settings = Options(result).Over(plan.Settings) };
        ShowNotes(shell, asked);
        SweepEstimateView.Show(shell, asked, SweepEstimate.Make(asked, result.GetValue(_dataDirectory)));
        return ExitCode.Done;
    }

    private SweepOptions Options(ParseResult result) => new()
    {
        Workers = result.GetValue(_workers),
        Threads = result.GetValue(_threads),
        Retries = result.GetValue(_retries),
        Command = new WorkerCommand(OwnProgram.Find(), result.GetValue(_dataDirectory)),
    };

    private static void ShowNotes(Shell shell, SweepPlan plan)
    {
        foreach (string note in plan.Notes)
        {
            shell.WriteLine($"Note: {note}");
        }
    }

    private int CarryOne(ParseResult result, Shell shell, SweepPlan plan, string name, SweepFolder folder)
    {
        bool attached = result.GetValue(_attached);
        var options = new RunOptions { DataDirectory = result.GetValue(_dataDirectory), Threads = result.GetValue(_threads) ?? plan.Settings.Threads };
        using var interrupt = new InterruptSignal(shell, ignoresInterrupt: attached);
        using ParentWatch? parent = attached ? new ParentWatch() : null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupt.Token, parent?.Token ?? CancellationToken.None);
        RunOutcome outcome = RunDisplays.Create(shell, result.GetValue(_quiet)).Show(observer =>
            SweepWorker.Carry(plan, name, folder, options, observer, either.Token));
        return RunEnding.Show(shell, outcome, SameCommand(result, shell, except: _attached.Name), json: false, (RunLine.Evaluate(shell, outcome.Folder, options.DataDirectory), "test it again"));
    }

    private int CarryAll(ParseResult result, Shell shell, SweepPlan plan, SweepFolder folder)
    {
        SweepOptions options = Options(result);
        using var interrupt = new InterruptSignal(shell);
        bool quiet = result.GetValue(_quiet);
        if (!quiet)
        {
            ShowNotes(shell, plan);
        }

        ISweepDisplay display = SweepDisplays.Create(shell, quiet);
        if (_slurm.IsWanted(result))
        {
            SlurmOptions slurm = _slurm.Read(result, options);
            SweepOutcome onCluster = display.Show(observer => SlurmRunner.Carry(plan, folder, slurm, observer, interrupt.Token));
            return SlurmEnding.Show(shell, onCluster, folder, SameCommand(result, shell, except: "--no-wait"), slurm.Wait, quiet);
        }

        SweepOutcome outcome = display.Show(observer => SweepRunner.Carry(plan, folder, options, observer, interrupt.Token));
        return SweepEnding.Show(shell, outcome, folder, SameCommand(result, shell), quiet);
    }

    /// <summary>The command as it was given: a sweep that is started again goes on.</summary>
    private static string SameCommand(ParseResult result, Shell shell, string except = "")
    {
        List<string> words = [];
        foreach (Token token in result.Tokens.Where(token => token.Value != except))
        {
            // A value that begins with a dash has to stand behind its option's =, or it is an option itself.
            if (token.Type == TokenType.Argument && token.Value.StartsWith('-') && words.Count > 0)
            {
                words[^1] += $"={token.Value}";
            }
            else
            {
                words.Add(token.Value);
            }
        }

        return shell.Invocation.Command(words);
    }
}
