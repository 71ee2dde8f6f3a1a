using Engram.Kernels;
using Engram.Tests.TestSupport;
using PublicApiGenerator;

namespace Engram.Tests;

/// <summary>What Engram.dll offers, as an approved text: a change of it is a decision, not an accident.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_interface_is_the_approved_one() => Approved.VerifyFile(
        typeof(KernelTable).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n",
        Path.Combine("tests", "Engram.Tests", "PublicApi.approved.txt"));
}
