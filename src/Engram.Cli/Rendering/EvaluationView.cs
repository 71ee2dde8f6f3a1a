using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Models;

namespace Engram.Cli.Rendering;

/// <summary>Shows an evaluation as a table.</summary>
internal static class EvaluationView
{
    public static void Show(Shell shell, EvaluationRecord record, string? goodnessPath)
    {
        shell.WriteText($"Accuracy {RunText.Fixed(record.Accuracy, 4)} on {RunText.Count(record.Samples)} {record.Split} images of {RunText.DataName(record.Data)}");
        if (record.UndecidedSamples > 0)
        {
            shell.WriteText($"{RunText.Count(record.UndecidedSamples)} without a prediction (all scores equal) count as wrong");
        }

        if (record.Origin is { } origin)
        {
            shell.WriteText(RunText.Data(origin));
        }

        LayerTable.Show(shell, record.Model, record.Layers, record.Accuracy);
        shell.WriteLine($"Run folder {record.Run}, prediction by {RunText.Rule(record.Prediction, record.SkipFirstLayer)}, {RunText.Seconds(record.Seconds)}");
        if (goodnessPath is not null)
        {
            shell.WriteLine($"{NameOf(record)} in {goodnessPath}");
        }
    }

    private static string NameOf(EvaluationRecord record) => ModelTable.Find(record.Model).Traits.ReadOut switch
    {
        ReadOut.Goodness => "Goodness",
        ReadOut.ClassScores => "Class scores",
        _ => "Logits",
    };
}
