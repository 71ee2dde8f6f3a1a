using Engram.Cli.Terminal;
using Engram.Experiments.Specs;

namespace Engram.Cli.Rendering;

/// <summary>Shows the presets.</summary>
internal static class PresetView
{
    public static void List(Shell shell)
    {
        int width = Presets.All.Max(preset => preset.Name.Length);
        foreach (Preset preset in Presets.All)
        {
            shell.WriteText(preset.Description, $"{preset.Name.PadRight(width)}  ");
        }
    }
}
