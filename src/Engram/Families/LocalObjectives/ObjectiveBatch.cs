using Engram.Labels;
using Engram.Models.Layerwise;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.LocalObjectives;

/// <summary>What a layer made of the images of one step, and where the gradient of their loss goes.</summary>
public sealed class ObjectiveBatch
{
    private readonly RowLoop _rows;
    private readonly Matrix _scores;
    private readonly Matrix[] _parameterGradients;
    private LayerRows _output = null!;
    private LabelledBatch _batch = null!;
    private ActiveRows _gradient = null!;
    private Action<int> _work = null!;

    internal ObjectiveBatch(WorkerPool workers, ObjectiveParameters parameters, Matrix scores, Matrix[] parameterGradients)
    {
        _rows = new RowLoop(workers, row => _work(row));
        _scores = scores;
        _parameterGradients = parameterGradients;
        Parameters = parameters;
    }

    /// <summary>
    /// Rows of the batch: the images with their own labels and, where labels are in the input, the same images in the same order with wrong ones.
    /// </summary>
    public int RowCount => _output.Count;

    /// <summary>Images of the batch, whose rows with their own labels are the first ones.</summary>
    public int ImageCount => _batch.ImageCount;

    /// <summary>The layer's parameters.</summary>
    public ObjectiveParameters Parameters { get; }

    /// <summary>A row's label: the image's own or, where that is a wrong one, the one in the input.</summary>
    public int Label(int row) => _batch.Labels[row];

    /// <summary>The layer's activations of a row.</summary>
    public ReadOnlySpan<float> Activations(int row) => _output.Rows.Values.Row(row);

    /// <summary>A row's scores, as <see cref="LocalObjective.Score"/> has given them.</summary>
    public ReadOnlySpan<float> Scores(int row) => _scores.Row(row);

    /// <summary>Zeros, to which ∂/∂activations of the rows' mean loss is added.</summary>
    public Span<float> Gradient(int row) => _gradient.Values.Row(row);

    /// <summary>Zeros, to which the gradient of the rows' mean loss with respect to a parameter is added, in C order.</summary>
    /// <param name="index">The parameter's index in what <see cref="LocalObjective.Parameters"/> returns.</param>
    public Span<float> ParameterGradient(int index) => _parameterGradients[index].Row(0);

    /// <summary>Does work for every row, on all threads; it must write nothing that other rows write, and cannot be called within itself.</summary>
    /// <param name="work">Is given the index of each row once.</param>
    public void ForEachRow(Action<int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        _work = work;
        _rows.Run(RowCount);
    }

    /// <summary>Takes the rows of a step, and makes all gradients zero.</summary>
    internal void Begin(LayerRows output, LabelledBatch batch, ActiveRows gradient)
    {
        (_output, _batch, _gradient) = (output, batch, gradient);
        for (int row = 0; row < output.Count; row++)
        {
            gradient.Values.PaddedRow(row).Clear();
        }

        foreach (Matrix ofParameter in _parameterGradients)
        {
            ofParameter.Clear();
        }
    }
}
