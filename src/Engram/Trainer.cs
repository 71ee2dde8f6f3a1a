using Engram.Families;
using Engram.Threading;
using Engram.Training;

namespace Engram;

/// <summary>A training: trains a network on images, all at once, epoch by epoch or step by step, and can be left off and resumed after any step.</summary>
/// <remarks>
/// It has threads of its own, which end when it is disposed. Equal specs, seeds and images give equal bits, whatever the number of threads, and also after a
/// resumption. It serves one caller at a time and refuses a second one.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly TrainingDriver _driver;
    private readonly WorkerPool _workers;
    private readonly Func<IReadOnlyList<EpochMetrics>> _takeStep;
    private Network? _trained;
    private Exception? _failure;
    private int _isAtWork;
    private volatile bool _isDisposed;

    /// <param name="workers">Threads, which the trainer ends.</param>
    /// <param name="begin">Gives the training.</param>
    internal Trainer(WorkerPool workers, Func<WorkerPool, TrainingDriver> begin)
    {
        _workers = workers;
        try
        {
            _driver = begin(workers);
        }
        catch
        {
            workers.Dispose();
            throw;
        }

        _takeStep = TakeStepOrFail;
        History = [.. _driver.State.History];
    }

    /// <summary>What is trained, and how.</summary>
    public TrainingSpec Spec => _driver.State.Spec;

    /// <summary>
    /// The network: while the training goes on a copy of it as it is after the last step, which further steps do not change; once the training is complete
    /// the trained network itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">The training failed in a step, or another thread is taking one.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed before the training was complete.</exception>
    public Network Network => IsComplete ? _trained ??= new Network(_driver.State.Network) : Alone(() => new Network(_driver.State.Network.Copy()));

    /// <summary>Metrics of all epochs finished so far, those before a resumption included. The list does not grow; ask again for later ones.</summary>
    public IReadOnlyList<EpochMetrics> History { get; private set; }

    /// <summary>Whether no step is left.</summary>
    public bool IsComplete => _driver.IsComplete;

    /// <summary>Steps taken so far, those before a resumption included.</summary>
    public long CompletedSteps => _driver.CompletedSteps;

    /// <summary>Steps of the whole training.</summary>
    public long TotalSteps => _driver.TotalSteps;

    /// <summary>Steps of one epoch, the last short batch included.</summary>
    public int StepsPerEpoch => _driver.StepsPerEpoch;

    /// <summary>A spec whose values suit a model on MNIST, to be changed with <c>with</c>.</summary>
    /// <param name="model">Name of the model: <c>ff</c>, <c>bp-ff</c>, <c>bp</c>, <c>hff</c>, <c>lc</c>, <c>conv-ff</c>, <c>conv-hff</c>, <c>conv-lc</c>, <c>spiking-ff</c>, or that of a registered objective.</param>
    /// <exception cref="EngramException">There is no model of that name.</exception>
    public static TrainingSpec DefaultsOf(string model) => ModelTable.Find(model).Defaults;

    /// <summary>A training that begins; it keeps a share of the images for validation where its spec asks for it.</summary>
    /// <param name="spec">What to train, and how.</param>
    /// <param name="images">Images to learn from.</param>
    /// <param name="threads">Threads; null for one per core.</param>
    /// <exception cref="EngramException">The spec has an impossible value or does not fit the images.</exception>
    public static Trainer Create(TrainingSpec spec, ImageDataset images, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(images);
        return new Trainer(WorkerPool.Of(threads), workers => TrainingDrivers.Create(spec, images, workers));
    }

    /// <summary>A training that goes on from a checkpoint, with the bits that it would have had without the interruption.</summary>
    /// <param name="path">A file that <see cref="SaveCheckpoint"/> or <c>engram train</c> wrote.</param>
    /// <param name="images">The images that it began with.</param>
    /// <param name="threads">Threads; null for one per core.</param>
    /// <exception cref="EngramException">The file is missing or damaged, or the images or the names of their classes are others.</exception>
    public static Trainer Resume(string path, ImageDataset images, int? threads = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(images);
        return new Trainer(WorkerPool.Of(threads), workers => TrainingDrivers.Resume(TrainingStateFile.Read(path), images, workers));
    }

    /// <summary>Trains to the end.</summary>
    /// <param name="progress">Told of every epoch that ends; may be null.</param>
    /// <param name="cancellation">Ends the training between two steps; it can go on with a further call, or from a checkpoint.</param>
    /// <returns>The trained network.</returns>
    /// <exception cref="EngramException">The loss, or a weight, is no number any more; the sentence names layer, epoch and step.</exception>
    /// <exception cref="InvalidOperationException">An earlier step failed, so the training can only go on from a checkpoint.</exception>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed.</exception>
    public Network Run(IProgress<EpochMetrics>? progress = null, CancellationToken cancellation = default)
    {
        while (!IsComplete)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (EpochMetrics metrics in TakeStep())
            {
                progress?.Report(metrics);
            }
        }

        return Network;
    }

    /// <summary>Trains while it is enumerated: to the end of the next epoch once the records of the last one are taken. Who stops asking stops the training there.</summary>
    /// <returns>
    /// Metrics of the epochs as they end. Where an epoch trains several layers with losses of their own, it has one record for each;
    /// <see cref="History"/> has all of them, also those that were not asked for.
    /// </returns>
    /// <exception cref="EngramException">As for <see cref="Run"/>.</exception>
    public IEnumerable<EpochMetrics> Epochs()
    {
        while (!IsComplete)
        {
            foreach (EpochMetrics metrics in TakeStep())
            {
                yield return metrics;
            }
        }
    }

    /// <summary>Trains on one batch.</summary>
    /// <returns>Metrics of the epoch that this batch ended, one record per layer it trained; otherwise none.</returns>
    /// <exception cref="InvalidOperationException">The training is complete, an earlier step failed, or another thread is taking a step.</exception>
    /// <exception cref="EngramException">As for <see cref="Run"/>.</exception>
    public IReadOnlyList<EpochMetrics> TakeStep() => Alone(_takeStep);

    /// <summary>Writes all that the training needs to go on; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The training failed in a step, or another thread is taking one.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed before the training was complete.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Alone(() =>
        {
            TrainingStateFile.Write(path, _driver.State);
            return true;
        });
    }

    /// <summary>
    /// Ends the threads, once the step is over that another thread may be taking; a training under way there ends with an exception. Networks that were
    /// taken out go on working.
    /// </summary>
    public void Dispose()
    {
        _isDisposed = true;
        SpinWait.SpinUntil(TryEnter);
        _workers.Dispose();
        Leave();
    }

    // A layer may have taken the step and another one not: such a state belongs to no place in the training.
    private IReadOnlyList<EpochMetrics> TakeStepOrFail()
    {
        try
        {
            IReadOnlyList<EpochMetrics> ended = _driver.TakeStep();
            if (ended.Count > 0)
            {
                History = [.. _driver.State.History];
            }

            return ended;
        }
        catch (Exception exception) when (!IsComplete)
        {
            _failure = exception;
            throw;
        }
    }

    // Two steps at once would mix their batches in the weights without a word.
    private T Alone<T>(Func<T> act)
    {
        if (!TryEnter())
        {
            RequireNotDisposed();
            throw new InvalidOperationException("The trainer is at work for another caller; let one thread at a time use it, or create a trainer for each.");
        }

        try
        {
            RequireNotDisposed();
            return _failure is null ? act() : throw new InvalidOperationException(
                "The training failed in a step and stands between two, so it cannot go on or be saved; resume it from its last checkpoint, or begin it again.", _failure);
        }
        finally
        {
            Leave();
        }
    }

    private void RequireNotDisposed()
    {
        if (_isDisposed && !IsComplete)
        {
            throw new ObjectDisposedException(
                GetType().FullName, "The trainer was disposed before its training was complete; take the network or save a checkpoint before that.");
        }
    }

    private bool TryEnter() => Interlocked.Exchange(ref _isAtWork, 1) == 0;

    private void Leave() => Volatile.Write(ref _isAtWork, 0);
}
