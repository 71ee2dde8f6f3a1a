using Engram.Kernels;
using Engram.Models.Abilities;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// A layer that can learn from the gradient of its own output alone: its shape and its parameters. It owes no gradient to the layer below. How it
/// computes, from rows of any shape, is the affair of its <see cref="LayerRun"/>.
/// </summary>
internal abstract class TrainableLayer
{
    /// <summary>What it makes of one image; a row of its output holds as many numbers.</summary>
    public abstract LayerShape Shape { get; }

    /// <summary>Its parameters, and the statistics that it keeps of what it saw, in the order in which files have them.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What drives its units, or its filters.</summary>
    public abstract UnitDrives Drives { get; }

    /// <summary>Draws the initial parameters.</summary>
    public abstract void Initialize(RandomStream random);

    /// <summary>Work space to run the layer, and to train it.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="maximumRows">Rows that are run at once.</param>
    public abstract LayerRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows);
}
