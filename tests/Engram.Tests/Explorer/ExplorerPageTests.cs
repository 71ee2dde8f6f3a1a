using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Engram.Analysis;
using Engram.Analysis.Epochs;
using Engram.Analysis.Representations;
using Engram.Experiments.Analyses;
using Engram.Explorer;
using Engram.Explorer.Bundles;
using Engram.Families;
using Engram.Tests.Cli;
using Engram.Tests.Experiments;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Explorer;

/// <summary>From an analyzed run to the page of its units, whose numbers are those of the run's tables.</summary>
public sealed partial class ExplorerPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public ExplorerPageTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void A_page_has_the_numbers_of_the_tables(string model)
    {
        Analyze("run", "--model", model);
        EngramRun explore = Explore("run");
        Assert.Equal((0, ""), (explore.ExitCode, explore.Error));
        Assert.EndsWith($"Explorer {_folder["run/explore.html"]}\n", explore.Output, StringComparison.Ordinal);
        PageBundle page = Assert.Single(PageBundle.Of(Page("run/explore.html")));

        string[][] accuracy = Table("run", "accuracy");
        Assert.Equal(accuracy.Select(row => row[3]), [Number(page.Description.GetProperty("accuracy")), .. page.Description.GetProperty("classAccuracy").EnumerateArray().Select(Number)]);
        int[] confusions = page.Tensors.ReadInts("confusions", 10, 11);
        foreach (string[] row in accuracy.Skip(1))
        {
            int label = int.Parse(row[0], CultureInfo.InvariantCulture);
            int count = confusions.AsSpan(11 * label, 11).ToArray().Sum();
            Assert.Equal(row[2], $"{count}");
            Assert.Equal(row[3], count == 0 ? "" : (confusions[(11 * label) + label] / (double)count).ToString("R", CultureInfo.InvariantCulture));
        }

        foreach (IGrouping<(string Subset, string Layer, string Rule), string[]> rows in Table("run", "ensembles").GroupBy(row => (row[0], row[1], row[2])))
        {
            Assert.Equal(rows.Select(row => row[5]), page.Lists($"{rows.Key.Subset}.{Place(rows.Key.Layer)}.{rows.Key.Rule}"));
        }

        foreach (IGrouping<(string Subset, string Layer), string[]> rows in Table("run", "sparseness").GroupBy(row => (row[0], row[1])))
        {
            JsonElement[] measures = [.. page.Description.GetProperty(rows.Key.Subset).GetProperty("sparseness")[Place(rows.Key.Layer)].EnumerateArray()];
            string[] names = ["sampleCount", "silentSamples", "hoyer", "activeFraction", "gini", "trevesRolls"];
            Assert.Equal(rows.Select(row => string.Join(',', row.Skip(3))), measures.Select(one => string.Join(',', names.Select(name => Number(one.GetProperty(name))))));
        }

        RequireUnits(page, model);
    }

    private void RequireUnits(PageBundle page, string model)
    {
        NetworkAnalysis analysis = FinishedRun.Read(_folder["run"]).Analysis;
        foreach ((int index, LayerRepresentation layer) in analysis.Correct.Layers.Index())
        {
            Assert.Equal(layer.ClassMeans.SelectMany(means => means), page.Tensors.ReadFloats($"correct.{index}.means", 10, layer.UnitCount));
            Assert.Equal(analysis.All.Layers[index].ClassMeans.SelectMany(means => means), page.Tensors.ReadFloats($"all.{index}.means", 10, layer.UnitCount));
            Assert.Equal([layer.UnitCount, 1, 28, 28], Shape(page, $"layers.{index}.mean"));
        }

        bool isDense = ModelTable.Find(model).Traits.IsFullyConnected;
        Assert.Equal(isDense ? "unit" : "channel", page.Description.GetProperty("unitName").GetString());
        Assert.Equal(isDense ? [8, 1, 28, 28] : [8, 1], Shape(page, "layers.0.weights").Take(isDense ? 4 : 2));
        Assert.Equal(!isDense, page.Tensors.Tensors.Any(tensor => tensor.Name == "layers.1.top.place"));
        Assert.Equal(isDense && ModelTable.Find(model).Traits.LabelsInInput, page.Tensors.Tensors.Any(tensor => tensor.Name == "layers.0.labels"));
        Assert.Equal([8, 16], Shape(page, "layers.0.above"));
        Assert.Equal([8, 16], Shape(page, "layers.1.below"));
    }

    [Fact]
    public void A_page_stands_alone_and_has_every_script_of_its_folder()
    {
        Analyze("run");
        Assert.Equal(0, Explore("run").ExitCode);
        string page = Page("run/explore.html");
        Assert.DoesNotMatch(Blank(), page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Outside(), page);
        Assert.All(
            Directory.GetFiles(Path.Combine(Approved.RepositoryRoot, "src", "Engram.Explorer", "Page"), "*.js"),
            file => Assert.Contains(File.ReadAllText(file).ReplaceLineEndings("\n"), page, StringComparison.Ordinal));
    }

    [Fact]
    public void Several_runs_are_told_apart_by_their_names()
    {
        Analyze("one/run");
        Analyze("two/run", "--seed", "2");
        Analyze("bp", "--model", "bp");
        EngramRun explore = EngramRun.Of("explore", _folder["one/run"], _folder["two/run"], _folder["bp"], "--data-dir", _data, "--output", _folder["all.html"], "--title", "A <b> & \"c\" {{runs}}", "--quiet");
        Assert.Equal((0, "", ""), (explore.ExitCode, explore.Output, explore.Error));
        string page = Page("all.html");
        Assert.Contains("<title>A &lt;b&gt; &amp; &quot;c&quot; {{runs}}</title>", page, StringComparison.Ordinal);
        Assert.Equal([_folder["one/run"], _folder["two/run"], "bp"], PageBundle.Of(page).Select(run => run.Description.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_class_that_was_left_out_is_shown_with_all_its_images()
    {
        Analyze("run", "--leave-out", "3");
        Assert.Equal(0, Explore("run").ExitCode);
        PageBundle page = Assert.Single(PageBundle.Of(Page("run/explore.html")));
        Assert.Equal(3, page.Description.GetProperty("leftOut").GetInt32());
        int[] confusions = page.Tensors.ReadInts("confusions", 10, 11);
        Assert.Equal(0, Enumerable.Range(0, 10).Sum(label => confusions[(11 * label) + 3]));
        Assert.NotEqual(0, confusions.AsSpan(33, 11).ToArray().Sum());
    }

    [Fact]
    public void Other_data_have_an_explorer_of_their_own_beside_their_report()
    {
        Analyze("run");
        string other = TinyMnist.Write(_folder["other"], seed: 2);
        EngramRun refused = EngramRun.Of("explore", _folder["run"], "--data-dir", other);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("add --other-data if the other data are meant", refused.Error, StringComparison.Ordinal);

        EngramRun missing = EngramRun.Of("explore", _folder["run"], "--data-dir", other, "--other-data");
        Assert.Equal(2, missing.ExitCode);
        Assert.EndsWith($"make it with engram analyze {_folder["run"]} --other-data.\n", missing.Error, StringComparison.Ordinal);

        Assert.Equal(0, EngramRun.Of("analyze", _folder["run"], "--data-dir", other, "--other-data", "--quiet").ExitCode);
        Assert.Equal(0, EngramRun.Of("explore", _folder["run"], "--data-dir", other, "--other-data", "--quiet").ExitCode);
        string page = Assert.Single(Directory.GetFiles(_folder["run"], "explore.html", SearchOption.AllDirectories));
        Assert.StartsWith("mnist-", Path.GetFileName(Path.GetDirectoryName(page)!), StringComparison.Ordinal);
        Assert.Contains("other data than trained on", PageBundle.Of(File.ReadAllText(page))[0].Description.GetProperty("data").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Earlier_epochs_have_the_numbers_of_their_tables()
    {
        Analyze("run", "--keep-checkpoints", "0,1");
        Assert.Empty(PageBundle.Of(PageOf("run"))[0].Description.GetProperty("epochs").EnumerateArray());
        Assert.Equal(0, EngramRun.Of("analyze", _folder["run"], "--over-epochs", "--data-dir", _data, "--threads", "1", "--quiet").ExitCode);
        PageBundle page = PageBundle.Of(PageOf("run"))[0];
        JsonElement[] moments = [.. page.Description.GetProperty("epochs").EnumerateArray()];
        Assert.Equal(["1 0", "1 1", "1 ", "2 0", "2 1", "2 "], moments.Select(moment => $"{moment.GetProperty("layer").GetInt32() + 1} {Number(moment.GetProperty("epoch"))}"));
        EpochsRecord record = FinishedRun.Read(_folder["run"]).Epochs!;
        foreach ((int index, LayerMoment moment) in record.Moments.Index().Where(one => one.Item.Epoch is not null))
        {
            foreach (MomentRepresentation images in new[] { moment.Correct, moment.All })
            {
                string name = $"epochs.{index}.{(images == moment.All ? "all" : "correct")}";
                float scale = page.Tensors.ReadFloats($"{name}.scale")[0];
                ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(page.Tensors.Tensors.Single(tensor => tensor.Name == $"{name}.means").Data.Span);
                for (int place = 0; place < halves.Length; place++)
                {
                    Assert.Equal(images.ClassMeans[place], (float)halves[place] * scale, images.ClassMeans[place] * 0.0006f);
                }

                int[] preferred = [.. Enumerable.Range(0, 8).Select(unit =>
                {
                    float[] means = [.. Enumerable.Range(0, 10).Select(label => images.ClassMeans[(label * 8) + unit])];
                    return means.Max() > 0 ? Array.IndexOf(means, means.Max()) : -1;
                })];
                Assert.Equal(preferred, page.Tensors.ReadInts($"{name}.preferred", 8));
                Assert.Equal(images.Ensembles.Select(units => string.Join(' ', units)), page.Lists($"{name}.ensembles"));
            }
        }
    }

    [Theory]
    [InlineData(1, 1, new[] { 0, 1, 2, 3, 4, 5, 6 })]
    [InlineData(10_000, 1, new[] { 0, 1, 2, 3, 4, 5, 6 })]
    [InlineData(10_300, 2, new[] { 0, 2, 4, 6 })]
    [InlineData(20_000, 3, new[] { 0, 3, 6 })]
    [InlineData(40_000, 6, new[] { 0, 6 })]
    [InlineData(400_000, 6, new[] { 0, 6 })]
    public void Where_epochs_are_too_many_a_page_has_every_second_or_third(int units, int step, int[] shown)
    {
        MomentRepresentation images = new()
        {
            ClassCounts = [],
            Sparseness = new SparsenessMeasures(null, null, null, null, 0, 0),
            ClassSparseness = [],
            DeadUnits = 0,
            Ensembles = [],
            OverlapWithFinal = [],
            OverlapBetweenClasses = null,
            ClassSelectivity = null,
            Informedness = null,
            ClassMeans = new float[units * 7],
        };
        LayerMoment[] moments = [.. Enumerable.Range(0, 8).Select(epoch => new LayerMoment { LayerIndex = 0, Epoch = epoch == 7 ? null : epoch, Accuracy = 0, ClassAccuracy = [], Correct = images, All = images })];
        (IReadOnlyList<LayerMoment> chosen, int found) = EpochBundle.Choose(new EpochsRecord("", moments));
        Assert.Equal(step, found);
        Assert.Equal([.. shown, null], chosen.Select(moment => moment.Epoch));
    }

    [Fact]
    public void A_page_is_about_at_least_one_run() =>
        Assert.Equal(
            "An explorer needs at least one analyzed run, but none was given; name a run's folder.",
            Assert.Throws<EngramException>(() => ExplorerPage.Write(_folder["page.html"], "none", [])).Message);

    private void Analyze(string name, params string[] more)
    {
        Assert.Equal(0, EngramRun.Of(["train", "--layers", "8,8", "--epochs", "2", "--data-dir", _data, "--threads", "1", "--quiet", "--run", _folder[name], .. more]).ExitCode);
        Assert.Equal(0, EngramRun.Of("analyze", _folder[name], "--data-dir", _data, "--threads", "1", "--quiet").ExitCode);
    }

    private EngramRun Explore(string name) => EngramRun.Of("explore", _folder[name], "--data-dir", _data, "--threads", "1");

    private string PageOf(string run)
    {
        Assert.Equal(0, Explore(run).ExitCode);
        return Page($"{run}/explore.html");
    }

    private string Page(string name) => File.ReadAllText(_folder[name]);

    private string[][] Table(string run, string name) =>
        [.. File.ReadLines(_folder[$"{run}/analysis/{name}.csv"]).Skip(1).Select(line => line.Split(','))];

    private static int Place(string layer) => int.Parse(layer, CultureInfo.InvariantCulture) - 1;

    private static long[] Shape(PageBundle page, string name) => [.. page.Tensors.Tensors.Single(tensor => tensor.Name == name).Shape];

    /// <summary>A number as the tables have it; empty where there is none.</summary>
    private static string Number(JsonElement number) => number.ValueKind == JsonValueKind.Null ? "" : number.GetDouble().ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{[a-z]+\}\}")]
    private static partial Regex Blank();

    [GeneratedRegex("""(?:src|href)="(?!#|data:,")|https?://|\bimport\b *[("']|@import|url\(""")]
    private static partial Regex Outside();
}
