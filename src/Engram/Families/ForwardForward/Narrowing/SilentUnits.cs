using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward.Narrowing;

/// <summary>
/// Finds the units of a frozen first layer that no training image activates with any label: they are zero in every row that can
/// come. Most others are activated by one of the first images, so that nearly all images are asked for few units only.
/// </summary>
internal sealed class SilentUnits
{
    private const int FirstImages = 2048;
    private const int ImagesAtOnce = 256;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly DenseNetwork _network;
    private readonly ImageDataset _train;

    private SilentUnits(KernelTable kernels, WorkerPool workers, DenseNetwork network, ImageDataset train)
    {
        _kernels = kernels;
        _workers = workers;
        _network = network;
        _train = train;
    }

    /// <summary>The units, ascending; none where they are fewer than it is worth while to leave out.</summary>
    public static int[] Find(KernelTable kernels, WorkerPool workers, DenseNetwork network, ImageDataset train)
    {
        SilentUnits finder = new(kernels, workers, network, train);
        int unitCount = network.Layers[0].OutputSize;
        int[] silent = [.. Enumerable.Range(0, unitCount)];
        int end;
        for (int first = 0; first < train.Count; first = end)
        {
            end = Math.Min(train.Count, Math.Max(FirstImages, 2 * first));
            silent = finder.WithoutActivated(silent, first, end);
            if (!DeadUnits.IsWorthWhile(unitCount, silent.Length))
            {
                return [];
            }
        }

        return silent;
    }

    private int[] WithoutActivated(int[] units, int firstImage, int endImage)
    {
        DenseLayer whole = _network.Layers[0];
        DenseLayer part = units.Length == whole.OutputSize ? whole : whole.Part([.. Enumerable.Range(0, whole.InputSize)], units);
        OverlaidFirstLayer layer = new(_kernels, _workers, _network.Overlay, part, ImagesAtOnce);
        ImageProducts products = new(ImagesAtOnce, units.Length);
        ActiveRows scratch = new(ImagesAtOnce, units.Length);
        ulong[] activated = new ulong[scratch.Words];
        RowLoop note = new(_workers, image => layer.NoteActivated(products, image, scratch, image, activated));
        for (int first = firstImage; first < endImage; first += ImagesAtOnce)
        {
            layer.Load(_train, [.. Enumerable.Range(first, Math.Min(ImagesAtOnce, endImage - first))]);
            if (first == firstImage)
            {
                layer.UpdateLabels();
                layer.UpdateLargestDrives();
            }

            layer.Multiply(products, []);
            note.Run(layer.ImageCount);
        }

        return [.. units.Where((_, place) => (activated[place / 64] >> place & 1) == 0)];
    }
}
