using System.Numerics.Tensors;

namespace Engram.Analysis.Maps;

/// <summary>The images in which a channel has its largest activations, and where: one place of each image.</summary>
internal sealed class LargestPlaces
{
    private readonly List<(float Activation, int Sample, int Place)> _places = [];

    /// <summary>The places, largest activation first; of equals the first image.</summary>
    public IReadOnlyList<(float Activation, int Sample, int Place)> Places => _places;

    /// <summary>Looks at the channel's map of an image. Images come in ascending order.</summary>
    public void Add(int sample, ReadOnlySpan<float> map)
    {
        int place = TensorPrimitives.IndexOfMax(map);
        float activation = map[place];
        bool isFull = _places.Count == MapPictures.PlacesOfChannel;
        if (activation <= 0 || (isFull && activation <= _places[^1].Activation))
        {
            return;
        }

        int rank = _places.FindLastIndex(other => other.Activation >= activation) + 1;
        _places.Insert(rank, (activation, sample, place));
        if (isFull)
        {
            _places.RemoveAt(_places.Count - 1);
        }
    }
}
