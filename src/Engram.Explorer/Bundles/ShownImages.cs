using Engram.Analysis.Images;
using Engram.Analysis.Units;

namespace Engram.Explorer.Bundles;

/// <summary>The images that a page holds, each once: those that drive units most, and some that were misclassified.</summary>
internal sealed class ShownImages
{
    private const int MostWrong = 600;
    private const int MostWrongOfClass = 24;
    private const int LeastWrongOfClass = 3;

    private readonly Dictionary<int, int> _places = [];

    public ShownImages(NetworkUnits units)
    {
        Wrong = FindWrong(units);
        Samples = [.. units.Layers.SelectMany(layer => layer.Top.Samples).Where(sample => sample != TopImages.None).Concat(Wrong.SelectMany(ofClass => ofClass)).Distinct().Order()];
        foreach ((int place, int sample) in Samples.Index())
        {
            _places.Add(sample, place);
        }
    }

    /// <summary>Their indices among the test images, ascending.</summary>
    public int[] Samples { get; }

    /// <summary>The first misclassified images of each class, [class][...], fewer of each where there are very many classes.</summary>
    public int[][] Wrong { get; }

    /// <summary>Where an image stands among those that are shown; stays <see cref="TopImages.None"/> for none.</summary>
    public int PlaceOf(int sample) => sample == TopImages.None ? TopImages.None : _places[sample];

    private static int[][] FindWrong(NetworkUnits units)
    {
        List<int>[] wrong = [.. units.Images.ClassNames.Select(_ => new List<int>())];
        int perClass = Math.Clamp(MostWrong / wrong.Length, LeastWrongOfClass, MostWrongOfClass);
        for (int sample = 0; sample < units.Predictions.Length; sample++)
        {
            int label = units.Images.Labels[sample];
            if (units.Predictions[sample] != label && wrong[label].Count < perClass)
            {
                wrong[label].Add(sample);
            }
        }

        return [.. wrong.Select(ofClass => ofClass.ToArray())];
    }
}
