using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// After which epochs a run keeps its weights, as <c>every:5</c>, <c>1,2,5,10</c>, or both. Epochs are counted as in <c>metrics.csv</c>: where layers
/// train one by one each layer has its own, from 1 on, and where they train together all have the same. 0 stands for the weights before the first.
/// </summary>
public sealed class KeptEpochs : IEquatable<KeptEpochs>
{
    /// <summary>The most epochs that a training may have.</summary>
    private const int MostEpochs = 1_000_000;

    private const string Every = "every:";

    private readonly int[] _epochs;
    private readonly int[] _periods;

    private KeptEpochs(IEnumerable<int> epochs, IEnumerable<int> periods)
    {
        _epochs = [.. epochs.Distinct().Order()];
        _periods = [.. periods.Distinct().Order()];
    }

    /// <summary>What a legal text is, as the end of "it takes ...".</summary>
    internal static string Expectation => $"epochs from 0 to {MostEpochs} such as 1,2,5,10, or {Every}5, or both";

    /// <summary>The pattern of a legal text, numbers apart from their size.</summary>
    internal static string Pattern => $"({Every})?[0-9]+(, *({Every})?[0-9]+)*";

    /// <summary>Reads a text.</summary>
    /// <param name="text">Epochs and <c>every:N</c>, separated by commas.</param>
    /// <param name="shownName">What the text is called where it is refused.</param>
    /// <exception cref="EngramException">It is no such text.</exception>
    public static KeptEpochs Parse(string text, string shownName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out KeptEpochs? kept) ? kept : throw new EngramException($"{shownName} is \"{text}\", but takes {Expectation}.");
    }

    /// <summary>Whether the weights after an epoch are kept.</summary>
    public bool Has(int epoch) => Array.BinarySearch(_epochs, epoch) >= 0 || (epoch > 0 && Array.Exists(_periods, period => epoch % period == 0));

    /// <summary>How often weights are kept in so many epochs.</summary>
    public int CountIn(int epochs) => Enumerable.Range(0, epochs + 1).Count(Has);

    /// <summary>Fails where an epoch is asked for that no training reaches.</summary>
    /// <param name="mostEpochs">Epochs of the longest.</param>
    /// <param name="shownName">What these epochs are called.</param>
    /// <exception cref="EngramException">There is one.</exception>
    public void RequireReached(int mostEpochs, string shownName)
    {
        foreach ((string text, int epoch) in _epochs.Select(epoch => ($"{epoch}", epoch)).Concat(_periods.Select(period => ($"{Every}{period}", period))))
        {
            if (epoch > mostEpochs)
            {
                throw new EngramException($"{shownName} has {text}, but the training has {mostEpochs} epochs at most; choose from 0 to {mostEpochs}, or train for longer.");
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(KeptEpochs? other) => other is not null && _epochs.SequenceEqual(other._epochs) && _periods.SequenceEqual(other._periods);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeptEpochs);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text that reads back to the same.</summary>
    public override string ToString() => string.Join(',', [.. _epochs.Select(epoch => $"{epoch}"), .. _periods.Select(period => $"{Every}{period}")]);

    internal static bool TryParse(string text, [NotNullWhen(true)] out KeptEpochs? kept)
    {
        List<int> epochs = [];
        List<int> periods = [];
        kept = null;
        foreach (string word in text.Split(',').Select(part => part.Trim()))
        {
            bool isPeriod = word.StartsWith(Every, StringComparison.Ordinal);
            ReadOnlySpan<char> digits = word.AsSpan(isPeriod ? Every.Length : 0);
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > MostEpochs || (isPeriod && number == 0))
            {
                return false;
            }

            (isPeriod ? periods : epochs).Add(number);
        }

        kept = new KeptEpochs(epochs, periods);
        return true;
    }
}
