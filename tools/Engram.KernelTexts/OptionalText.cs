namespace Engram.KernelTexts;

/// <summary>Parts of a template that some widths lack.</summary>
internal static class OptionalText
{
    /// <summary>The part where the condition holds, otherwise nothing.</summary>
    public static T[] Then<T>(this bool condition, T part) => condition ? [part] : [];
}
