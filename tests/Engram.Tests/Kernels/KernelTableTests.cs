using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Tests.Kernels;

public class KernelTableTests
{
    [Fact]
    public void Names_are_those_that_runs_and_settings_use() =>
        Assert.Equal(["scalar", "vector128", "vector256", "vector512"], KernelTable.All.Select(table => table.Name));

    [Fact]
    public void Every_table_says_what_it_needs()
    {
        Assert.All(KernelTable.All, table => Assert.NotEmpty(table.Description));
        Assert.All(KernelTable.All, table => Assert.Equal(table.Name, table.ToString()));
    }

    [Fact]
    public void The_scalar_table_runs_everywhere() => Assert.True(KernelTable.All[0].IsSupported);

    [Fact]
    public void Column_blocks_are_whole_vectors_of_the_widest_table()
    {
        Assert.All(KernelTable.All, table => Assert.Equal(0, table.ColumnBlock % Matrix.ColumnMultiple));
        Assert.All(KernelTable.All, table => Assert.InRange(table.TileRows, 1, 32));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_name_the_widest_supported_table_is_taken(string? name)
    {
        (KernelTable table, string reason) = KernelTable.Choose(name);

        Assert.Same(KernelTable.All.Last(candidate => candidate.IsSupported), table);
        Assert.Equal("widest that this machine supports", reason);
    }

    [Fact]
    public void A_name_forces_its_table()
    {
        (KernelTable table, string reason) = KernelTable.Choose("scalar");

        Assert.Equal(("scalar", "forced by ENGRAM_KERNELS"), (table.Name, reason));
    }

    [Fact]
    public void A_name_that_is_none_is_refused_with_those_there_are() => Assert.Equal(
        "ENGRAM_KERNELS is 'avx', which is no kernel table; use one of scalar, vector128, vector256, vector512, or unset it.",
        Assert.Throws<EngramException>(() => KernelTable.Choose("avx")).Message);

    [Fact]
    public void A_table_that_the_machine_cannot_run_is_refused()
    {
        KernelTable? unsupported = KernelTable.All.FirstOrDefault(table => !table.IsSupported);
        Assert.SkipWhen(unsupported is null, "This machine supports every table.");
        string supported = string.Join(", ", KernelTable.All.Where(table => table.IsSupported));

        EngramException failure = Assert.Throws<EngramException>(() => KernelTable.Choose(unsupported!.Name));

        Assert.Equal(
            $"ENGRAM_KERNELS is '{unsupported!.Name}', which needs {unsupported.Description}, and this machine has none; use one of {supported}, or unset it.",
            failure.Message);
    }
}
