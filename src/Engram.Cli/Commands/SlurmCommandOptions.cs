using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Cli.Commands;

/// <summary>The options of <c>engram sweep</c> that are about a Slurm cluster; each stands in for the file's setting.</summary>
internal sealed class SlurmCommandOptions
{
    private readonly Option<bool> _slurm = CommonOptions.Flag("--slurm", "Carry the runs out on a Slurm cluster, as tasks of an array.");
    private readonly Option<bool> _noWait = CommonOptions.Flag("--no-wait", "Submit and return; the same command without it follows.");
    private readonly Option<string> _partition = Text("--partition", "name", "Slurm partition.");
    private readonly Option<string> _account = Text("--account", "name", "Slurm account that is charged.");
    private readonly Option<string> _time = Text("--time", "limit", "Time limit of a run, such as 2:00:00; a run that reaches it goes on in another job.");
    private readonly Option<string> _memory = Text("--mem", "size", "Memory of a run, such as 4G.");
    private readonly Option<int?> _cpus = Number("--cpus", "Cores of a run, which are its threads too.");
    private readonly Option<int?> _maxRunning = Number("--max-running", "Most runs at the same time on the cluster.");

    public IEnumerable<Option> All => [_slurm, _noWait, .. Settings];

    private Option[] Settings => [_partition, _account, _time, _memory, _cpus, _maxRunning];

    public bool IsWanted(ParseResult result) => result.GetValue(_slurm);

    /// <summary>Options that are given and would do nothing are a misunderstanding.</summary>
    /// <exception cref="EngramException">An option is given that has no use without a cluster, or none with one.</exception>
    public void RequireSense(ParseResult result, IEnumerable<Option> onlyHere)
    {
        if (IsWanted(result))
        {
            GivenOptions.Refuse(result, onlyHere, "is about this machine and has no use with --slurm; leave it out, or see --cpus and --max-running");
        }
        else
        {
            GivenOptions.Refuse(result, All, "is about a Slurm cluster; give --slurm too, or leave it out");
        }
    }

    public SlurmOptions Read(ParseResult result, SweepOptions options) => new()
    {
        Command = options.Command,
        Retries = options.Retries,
        Wait = !result.GetValue(_noWait),
        Settings = new SlurmSettings
        {
            Partition = result.GetValue(_partition),
            Account = result.GetValue(_account),
            Time = result.GetValue(_time),
            Memory = result.GetValue(_memory),
            Cpus = result.GetValue(_cpus),
            MaxRunning = result.GetValue(_maxRunning),
        },
    };

    private static Option<string> Text(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Description = $"{description} [default: the file's]" };

    private static Option<int?> Number(string name, string description) =>
        new(name) { HelpName = "n", Description = $"{description} [default: the file's]" };
}
