using Engram.Kernels;
using PublicApiGenerator;

namespace Engram.Tests;

/// <summary>What Engram.dll offers, as an approved text: a change of it is a decision, not an accident.</summary>
public class PublicApiTests
{
    private const string Accept = "ENGRAM_ACCEPT_PUBLIC_API";

    [Fact]
    public void The_public_interface_is_the_approved_one()
    {
        string approvedPath = Path.Combine(RepositoryRoot(), "tests", "Engram.Tests", "PublicApi.approved.txt");
        string receivedPath = Path.ChangeExtension(approvedPath, null).Replace(".approved", ".received.txt", StringComparison.Ordinal);
        string received = typeof(KernelTable).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n")
            .TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(approvedPath, received);
        }

        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        if (received == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        string[] approvedLines = approved.Split('\n');
        string[] receivedLines = received.Split('\n');
        Assert.Fail(
            $"""
            The public interface of Engram.dll has changed.
            Gone:
            {string.Join('\n', approvedLines.Except(receivedLines))}
            New:
            {string.Join('\n', receivedLines.Except(approvedLines))}
            If this is meant, run the tests once with {Accept}=1 and commit tests/Engram.Tests/PublicApi.approved.txt; the interface as it is now is in {receivedPath}.
            """);
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Engram.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from a folder in the repository.");
    }
}
