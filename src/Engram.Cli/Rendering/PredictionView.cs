using Engram.Cli.Terminal;
using Engram.Experiments.Evaluations;

namespace Engram.Cli.Rendering;

/// <summary>Shows predictions as a table: the best two classes of every image, and what each layer says alone.</summary>
internal static class PredictionView
{
    // More are no table that anybody reads.
    private const int MostImages = 50;

    private const int MostClasses = 20;

    private const string Nothing = "-";

    public static void Show(Shell shell, PredictionRecord record)
    {
        FittingTable table = new FittingTable().AddText("Image").AddNames("Class").AddNumbers("Score").AddNames("Next").AddNumbers("Score");
        int layerCount = record.Images[0].Layers.Count;
        for (int layer = 1; layer <= layerCount; layer++)
        {
            table.AddNames($"Layer {layer}");
        }

        foreach (PredictedImage image in record.Images.Take(MostImages))
        {
            table.AddRow(Row(image, record.ClassNames));
        }

        table.Show(shell);
        if (record.Images.Count > MostImages)
        {
            shell.WriteText($"{RunText.Count(record.Images.Count - MostImages)} more images are not shown; --csv and --json print all.");
        }

        shell.WriteText($"{RunText.Count(record.Images.Count)} {(record.Images.Count == 1 ? "image" : "images")}: {Counts(record)}");
        shell.WriteLine($"Run folder {record.Run}, prediction by {RunText.Rule(record.Prediction, record.SkipFirstLayer)}");
    }

    /// <summary>How many images each class has, the class with the most first where there are very many classes.</summary>
    private static string Counts(PredictionRecord record)
    {
        IGrouping<int?, PredictedImage>[] classes = [.. record.Images.GroupBy(image => image.Label).OrderBy(group => group.Key ?? int.MaxValue)];
        IGrouping<int?, PredictedImage>[] shown = classes.Length <= MostClasses ? classes : [.. classes.OrderByDescending(group => group.Count()).Take(MostClasses)];
        string list = string.Join(", ", shown.Select(group => $"{group.First().ClassName ?? "no prediction"} ({RunText.Count(group.Count())})"));
        return shown.Length == classes.Length ? list : $"{list}, and {classes.Length - shown.Length} classes with fewer";
    }

    private static string[] Row(PredictedImage image, IReadOnlyList<string> classNames)
    {
        int[] best = [.. image.Scores.Index().Where(score => score.Item is not null).OrderByDescending(score => score.Item).Select(score => score.Index)];
        int[] others = [.. best.Where(label => label != image.Label)];
        return
        [
            image.Image,
            image.ClassName ?? Nothing,
            image.Label is { } label ? RunText.Fixed(image.Scores[label], 3) : Nothing,
            image.Label is null || others.Length == 0 ? Nothing : classNames[others[0]],
            image.Label is null || others.Length == 0 ? Nothing : RunText.Fixed(image.Scores[others[0]], 3),
            .. image.Layers.Select(layer => layer.ClassName ?? Nothing),
        ];
    }
}
