using Engram.Models;

namespace Engram.Families.LocalObjectives;

/// <summary>
/// What the layers of a model are taught, each by itself: a loss on a layer's own activations, whose gradient goes to no other layer, and the scores
/// that the layer gives to labels. Once registered (<see cref="ModelTable.Register"/>) it is a model of its name, made of fully connected layers.
/// </summary>
/// <remarks>
/// It has no state: what it learns are parameters, of every layer its own, which stand in checkpoints and weights files. What it takes beside these it
/// takes from its constructor; two settings are two objectives with names of their own.
/// </remarks>
public abstract class LocalObjective
{
    /// <summary>Creates an objective.</summary>
    protected LocalObjective() => Model = new LocalObjectiveModel(this).Model;

    /// <summary>Name of the model for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Name of the model for people.</summary>
    public virtual string Title => Name;

    /// <summary>A spec whose values suit the model.</summary>
    public virtual TrainingSpec Defaults => new();

    /// <summary>
    /// Whether a label is written into every image. A batch then has every image twice, with its own label and with a wrong one, and a layer gives one
    /// score, to the label in the image. Otherwise a batch has every image once, and a layer gives a score to every class.
    /// </summary>
    public virtual bool LabelsInInput => false;

    /// <summary>Whether activations are divided by their length before the next layer sees them.</summary>
    public virtual bool NormalizesLengths => false;

    /// <summary>Whether images are divided by their length before the first layer sees them.</summary>
    public virtual bool NormalizesImages => false;

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>What a layer of so many units learns for its objective; nothing where this is left as it is.</summary>
    public virtual IReadOnlyList<ObjectiveParameter> Parameters(int unitCount, int classCount) => [];

    /// <summary>Draws initial numbers; they stay zeros where this is left as it is.</summary>
    /// <param name="parameter">Whose numbers they are.</param>
    /// <param name="values">Zeros, which become the initial numbers.</param>
    /// <param name="random">The layer's stream; the same seed draws the same numbers.</param>
    public virtual void Initialize(ObjectiveParameter parameter, Span<float> values, RandomStream random)
    {
    }

    /// <summary>Scores one row. Called on several threads, for other rows.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="parameters">The layer's parameters.</param>
    /// <param name="scores">Receives the score of every class, or that of the label in the input: the larger, the more likely.</param>
    public abstract void Score(ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> scores);

    /// <summary>∂score/∂activations of one row, for analyses.</summary>
    /// <param name="label">The label whose score it is.</param>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="parameters">The layer's parameters.</param>
    /// <param name="gradient">Zeros, which become the gradient.</param>
    public abstract void ScoreGradient(int label, ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> gradient);

    /// <summary>
    /// Evaluates the loss of a batch: writes ∂/∂activations of the rows' mean loss into <see cref="ObjectiveBatch.Gradient"/>, and into
    /// <see cref="ObjectiveBatch.ParameterGradient"/> that with respect to each parameter. Every sum is to have one order, so that results do not depend
    /// on the number of threads.
    /// </summary>
    /// <returns>The sum of the rows' losses.</returns>
    public abstract double Evaluate(ObjectiveBatch batch);

    /// <summary>The model whose layers it teaches.</summary>
    internal Model Model { get; }
}
