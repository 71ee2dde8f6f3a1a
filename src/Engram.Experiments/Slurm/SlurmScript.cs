using System.Text;
using Engram.Experiments.Files;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Slurm;

/// <summary>The script of a sweep's runs as tasks of a Slurm array; it is read by people, and can be submitted by hand too.</summary>
internal static class SlurmScript
{
    public static string Format(SweepPlan plan, SweepFolder folder, SlurmSettings settings, WorkerCommand command)
    {
        var script = new StringBuilder();
        script.Append(
            $"""
            #!/bin/bash
            # The runs of the sweep {plan.Name}, one task each. Written by engram, which submits those that are missing;
            # submitted by hand it carries out all of them, leaves finished runs as they are and goes on with others.

            """);
        foreach (string directive in Directives(plan, folder, settings))
        {
            script.Append("#SBATCH ").Append(directive).Append('\n');
        }

        script.Append("\nruns=(\n");
        foreach (PlannedRun run in plan.Runs)
        {
            script.Append("  ").Append(PosixShell.Quote(run.Name)).Append('\n');
        }

        script.Append(
            $"""
            )
            run=${"{"}runs[$SLURM_ARRAY_TASK_ID]{"}"}
            exec >> {PosixShell.Quote(Path.GetFullPath(folder.LogsPath))}/"$run.log" 2>&1

            # The program takes the place of this shell, so that signals reach it and it can write a checkpoint.
            exec {string.Join(' ', command.Program.Select(PosixShell.Quote))} \
              {string.Join(' ', command.Arguments(folder).Select(PosixShell.Quote))} \
              --only "$run" --threads "${"{"}SLURM_CPUS_PER_TASK:-1{"}"}"

            """);
        return script.ToString();
    }

    private static IEnumerable<string> Directives(SweepPlan plan, SweepFolder folder, SlurmSettings settings)
    {
        yield return $"--job-name=\"engram-{plan.Name}\"";
        yield return $"--array=0-{plan.Runs.Count - 1}{(settings.MaxRunning is { } most ? $"%{most}" : "")}";
        (string Option, string? Value)[] optional =
        [
            ("--partition", settings.Partition), ("--account", settings.Account), ("--time", settings.Time), ("--mem", settings.Memory),
            ("--cpus-per-task", settings.Cpus?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ];
        foreach ((string option, string? value) in optional.Where(pair => pair.Value is not null))
        {
            yield return $"{option}={value}";
        }

        yield return $"--output=\"{LogPattern(folder)}/slurm-%A_%a.log\"";
        yield return "--open-mode=append";
        yield return "--requeue                  # a task whose node is lost begins again, from its checkpoint";
        yield return "--signal=B:TERM@60         # a minute before the time limit: time for a checkpoint";
        foreach (string directive in settings.Directives)
        {
            yield return directive;
        }
    }

    /// <summary>
    /// The folder of the logs as it stands in a directive and in a pattern, where %% is a percent sign. Behind a \ Slurm would
    /// replace nothing at all, so that all tasks had one log; a quote or a line break would end the directive.
    /// </summary>
    /// <exception cref="EngramException">There is no way to write it there.</exception>
    private static string LogPattern(SweepFolder folder)
    {
        string path = Path.GetFullPath(folder.LogsPath);
        return path.Any(c => c is '\\' or '"' || char.IsControl(c))
            ? throw new EngramException($"The sweep's folder is {Path.GetFullPath(folder.Path)}, but Slurm cannot write logs to a path with a backslash, a double quote or a line break; name another with --output.")
            : path.Replace("%", "%%", StringComparison.Ordinal);
    }
}
