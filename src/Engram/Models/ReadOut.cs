namespace Engram.Models;

/// <summary>What a predicted label is read from.</summary>
public enum ReadOut
{
    /// <summary>The goodness of every layer with each label in the input.</summary>
    Goodness,

    /// <summary>Scores that every layer gives to each class.</summary>
    ClassScores,

    /// <summary>Logits of one head above the last layer.</summary>
    Logits,
}
