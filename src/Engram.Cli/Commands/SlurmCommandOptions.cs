using System.CommandLine;
using Engram.Experiments;

namespace Engram.Cli.Commands;

/// <summary>The options of <c>engram sweep</c> that are about a Slurm cluster; each stands in for the file's setting.</summary>
internal sealed class SlurmCommandOptions
{
    private readonly Option<bool> _slurm = Parsing.CommonOptions.Flag("--slurm", "Carry the runs out on a Slurm cluster, as tasks of an array.");
    private readonly Option<bool> _noWait = Parsing.CommonOptions.Flag("--no-wait", "Submit and return; the same command without it follows.");
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
        if (!IsWanted(result) && Given(result, All) is { } cluster)
        {
            throw new EngramException($"{cluster.Name} is about a Slurm cluster; give --slurm too, or leave it out.");
        }

        if (IsWanted(result) && Given(result, onlyHere) is { } here)
        {
            throw new EngramException($"{here.Name} is about this machine and has no use with --slurm; leave it out, or see --cpus and --max-running.");
        }
    }

    public SlurmOptions Read(ParseResult result, WorkerCommand command, int? retries) => new()
    {
        Command = command,
        Retries = retries,
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

    private static Option? Given(ParseResult result, IEnumerable<Option> options) =>
        options.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });

    private static Option<string> Text(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Description = $"{description} [default: the file's]" };

    private static Option<int?> Number(string name, string description) =>
        new(name) { HelpName = "n", Description = $"{description} [default: the file's]" };
}
