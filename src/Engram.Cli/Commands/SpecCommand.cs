using System.CommandLine;
using System.CommandLine.Completions;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Files;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Cli.Commands;

/// <summary><c>engram spec</c>: presets to start from, and schemas that tell editors what files may hold.</summary>
internal static class SpecCommand
{
    // Made when asked for: every start of the program builds this command.
    private static readonly Dictionary<string, Func<string>> Schemas = new() { ["run"] = () => SpecSchemas.Run, ["sweep"] = () => SpecSchemas.Sweep };

    public static Command Create(Shell shell) => new("spec", "Show presets, and schemas of spec and sweep files for editors.")
    {
        CreatePresets(shell),
        CreateShow(shell),
        CreateSchema(shell),
    };

    private static Command CreatePresets(Shell shell)
    {
        var command = new Command("presets", "List all presets.");
        command.SetAction(_ =>
        {
            PresetView.List(shell);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Shell shell)
    {
        var name = new Argument<string>("preset") { HelpName = "preset", Description = "Name of a preset, as engram spec presets lists it." };
        name.CompletionSources.Add(_ => Presets.All.Select(preset => new CompletionItem(preset.Name)));
        var command = new Command("show", "Print a preset as a spec file.") { name };
        command.SetAction(result =>
        {
            Preset preset = Presets.Find(result.GetRequiredValue(name), "The preset");
            shell.Output.Write(SpecFile.Format(preset.Spec, $"Preset {preset}: {preset.Description}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateSchema(Shell shell)
    {
        var kind = new Argument<string>("kind")
        {
            Description = $"One of {string.Join(", ", Schemas.Keys)}. [default: {Schemas.Keys.First()}]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        kind.CompletionSources.Add(_ => Schemas.Keys.Select(key => new CompletionItem(key)));
        var command = new Command("schema", "Print the JSON Schema of spec files or of sweep files.") { kind };
        command.SetAction(result =>
        {
            shell.Output.Write(FindSchema(result.GetValue(kind) ?? Schemas.Keys.First()));
            return ExitCode.Done;
        });
        return command;
    }

    private static string FindSchema(string kind) => Schemas.TryGetValue(kind, out Func<string>? schema)
        ? schema()
        : throw new EngramException($"There is no schema for \"{kind}\"; {NearestName.Hint(kind, Schemas.Keys)}.");
}
