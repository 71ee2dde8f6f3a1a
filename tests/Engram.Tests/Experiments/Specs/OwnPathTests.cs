using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Tests.Data.Own;

namespace Engram.Tests.Experiments.Specs;

/// <summary>Paths of own images in files and options hold in every folder.</summary>
public sealed class OwnPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OwnPathTests() => OwnFiles.ClassFolders(_folder["it's a #1"], 2, "cat", "dog");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data: \"it's a #1\"")]
    [InlineData("data: './it''s a #1'")]
    public void A_path_in_a_spec_is_meant_from_its_folder_and_written_in_full(string yaml)
    {
        RunSpec spec = SpecFile.Parse(yaml, _folder["s.yaml"]);
        Assert.Equal(_folder["it's a #1"], spec.Data);
        Assert.Equal("it-s-a--1", spec.DataName);
        Assert.Equal(spec.Data, SpecFile.Parse(SpecFile.Format(spec), "/elsewhere/s.yaml").Data);
    }

    [Fact]
    public void A_spec_names_what_is_about_own_images_only_where_it_has_some()
    {
        Assert.DoesNotContain("testData", SpecFile.Format(new RunSpec()), StringComparison.Ordinal);
        string text = SpecFile.Format(new RunSpec { Data = "/a b", TestData = "/c: d", TestSplit = 0.25f, Resize = (8, 9), Grayscale = true, Shape = new(3, 4, 5) });
        Assert.StartsWith("data: '/a b'\ntestData: '/c: d'\ntestSplit: 0.25\nresize: 8x9\ngrayscale: true\nshape: 4x5x3\n", text, StringComparison.Ordinal);
        Assert.Equal(text, SpecFile.Format(SpecFile.Parse(text, "s.yaml")));
    }

    [Fact]
    public void Paths_with_the_same_last_part_are_told_apart_by_those_above_it()
    {
        string grid = "grid:\n  data: [./a/images, ./b/images/, ./c/other, mnist]\n";
        Assert.Equal(
            ["ff-a-images-seed1", "ff-b-images-seed1", "ff-other-seed1", "ff-mnist-seed1"],
            SweepFile.Parse(grid, _folder["s.yaml"]).Runs.Select(run => run.Name));
        Assert.Equal(["y-a-x", "z-a-x", "b-x", "c"], DataNames.Of(["/y/a/x", "/z/a/x", "/z/b/x", "/z/c", "/z/c"]).Values);
    }

    [Fact]
    public void The_copy_of_a_sweep_has_its_paths_in_full()
    {
        Directory.CreateDirectory(_folder["b"]);
        SweepPlan plan = SweepFile.Parse("base: {testData: 'b', epochs: 3}\ngrid:\n  data: [\"it's a #1\", ./b] # both\n  dropout: [0, 0.5]\n", _folder["s.yaml"]);
        Assert.Equal($"base: {{testData: '{_folder["b"]}', epochs: 3}}\ngrid:\n  data: ['{_folder["it's a #1"].Replace("'", "''", StringComparison.Ordinal)}', '{_folder["b"]}'] # both\n  dropout: [0, 0.5]\n", plan.Text);
        Assert.Equal(plan.Runs, SweepFile.Parse(plan.Text, "/elsewhere/s.yaml").Runs, (first, second) => SpecFile.Format(first.Spec) == SpecFile.Format(second.Spec) && first.Name == second.Name);
        Assert.Equal(["ff-it-s-a--1-dropout0-seed1", "ff-it-s-a--1-dropout0.5-seed1", "ff-b-dropout0-seed1", "ff-b-dropout0.5-seed1"], plan.Runs.Select(run => run.Name));
    }
}
