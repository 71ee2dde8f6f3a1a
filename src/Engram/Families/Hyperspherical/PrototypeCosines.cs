using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Models.Layerwise;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Hyperspherical;

/// <summary>
/// Compares rows with prototypes. With P̂ the prototypes at unit length, cosines are aP̂/‖a‖, so that no activation is divided.
/// </summary>
internal sealed class PrototypeCosines(KernelTable kernels, WorkerPool workers, PrototypeObjective objective, int maximumRows)
{
    private readonly RowProduct _product = new(kernels, workers, maximumRows, objective.Prototypes.Rows);
    private readonly Matrix _cosines = new(maximumRows, objective.Prototypes.Columns);
    private LayerRows _rows = null!;

    /// <summary>P̂.</summary>
    public UnitPrototypes Unit { get; } = new(kernels, workers, objective.Prototypes);

    /// <summary>The cosines of a row, once it has been scored.</summary>
    public Span<float> Row(int row) => _cosines.Row(row);

    /// <summary>1/‖a‖ of a row.</summary>
    public float InverseLength(int row) => PrototypeScores.InverseLength(_rows.SquaredLengths[row]);

    /// <summary>Makes the products of all rows with the prototypes as they are now.</summary>
    public void Compare(LayerRows rows)
    {
        _rows = rows;
        Unit.Refresh();
        _product.Multiply(rows.Rows, rows.Count, rows.Groups, Unit.Layer.Weights, _cosines);
    }

    /// <summary>Makes of a row's products its cosines, and of these its scores.</summary>
    /// <param name="row">The row.</param>
    /// <param name="scores">Receives the score of every class.</param>
    /// <param name="shares">Receives each cosine's share in the score of its class; may be the cosines where these are not asked for.</param>
    public void Score(int row, Span<float> scores, Span<float> shares)
    {
        Span<float> cosines = Row(row);
        TensorPrimitives.Multiply(cosines, InverseLength(row), cosines);
        int count = objective.PrototypesPerClass;
        for (int label = 0; label < scores.Length; label++)
        {
            scores[label] = PrototypeScores.Join(cosines.Slice(label * count, count), objective.Gamma, shares.Slice(label * count, count), out _);
        }
    }
}
