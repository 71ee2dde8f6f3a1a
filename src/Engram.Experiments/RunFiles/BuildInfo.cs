using System.Reflection;

namespace Engram.Experiments.RunFiles;

/// <summary>What this build of the program is.</summary>
public static class BuildInfo
{
    private static readonly string[] Parts =
        (typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0")
        .Split('+', 2);

    /// <summary>The version, for example <c>0.1.0</c>.</summary>
    public static string Version => Parts[0];

    /// <summary>The commit that the SDK found in the repository it built; null outside a repository.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1] : null;
}
