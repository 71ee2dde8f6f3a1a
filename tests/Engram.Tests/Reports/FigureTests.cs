using System.Xml.Linq;
using Engram.Analysis.Spikes;
using Engram.Experiments.Results;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using Engram.Reports.Figures;
using ScottPlot;

namespace Engram.Tests.Reports;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly ReportData _maps = ReportData.Of(SyntheticReports.All["labels in maps"]);

    private static readonly ReportData _spikes = ReportData.Of(SyntheticReports.All["spikes"]);

    public static TheoryData<string> NamesOfSpikes => [.. FigureTable.All.Where(figure => figure.Section == ReportSection.Spikes).Select(figure => figure.Name)];

    public static TheoryData<string> Names => [.. FigureTable.All.Select(figure => figure.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_figure_applies_to_the_sample_report_or_to_that_of_its_own_models(string name) => Assert.True(Find(name).AppliesTo(Find(name).Section switch
    {
        ReportSection.Maps => _maps,
        ReportSection.Spikes => _spikes,
        _ => ReportData.Of(SampleReport.Runs),
    }));

    [Theory, MemberData(nameof(NamesOfSpikes))]
    public void Without_spikes_there_is_no_figure_of_them(string name) =>
        Assert.False(Find(name).AppliesTo(ReportData.Of(SyntheticReports.All["spikes of an earlier version"])));

    // The plotting library's own markers leave a path to the collector that the native library still reads.
    [Fact]
    public void No_marker_of_a_model_is_drawn_by_a_path_of_the_plotting_library()
    {
        MarkerShape[] withoutPath = [MarkerShape.FilledCircle, MarkerShape.OpenCircle, MarkerShape.OpenCircleWithDot, MarkerShape.FilledSquare, MarkerShape.OpenSquare];
        foreach (MarkerShape shape in ModelTable.All.Select(model => GroupStyle.Of(model.Name, 0)).SelectMany(style => (MarkerShape[])[style.Marker, style.HollowMarker]))
        {
            Assert.Equal(withoutPath.Contains(shape), FigureMarkers.Renderer(shape) is null);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => FigureMarkers.Renderer(MarkerShape.TriangleWithLineLeft));
    }

    [Theory, MemberData(nameof(Names))]
    public void An_explanation_has_two_sentences(string name)
    {
        string explanation = Find(name).Explanation;
        Assert.Equal(2, explanation.Split(". ").Length);
        Assert.EndsWith(".", explanation, StringComparison.Ordinal);
        Assert.True(char.IsUpper(explanation[0]));
    }

    [Fact]
    public void Names_and_titles_are_unique()
    {
        Assert.Distinct(FigureTable.All.Select(figure => figure.Name));
        Assert.Distinct(FigureTable.All.Select(figure => figure.Title));
    }

    [Theory]
    [InlineData("sparseness", "Hoyer sparseness", "BP/FF", "Layer 2", "T-shirt", "all")]
    [InlineData("class-accuracy", "test accuracy", "FF", "Ankle boot")]
    [InlineData("confusion", "taken for", "class", "BP/FF", "Sandal", "900", "images taken for another class")]
    [InlineData("examples", "FF, right", "BP, wrong", "Sandal as Shirt", "Trouser as none", "Pullover: none")]
    [InlineData("first-weights", "Trouser", "unit 4", "no unit", "weight, as a share of the unit's")]
    [InlineData("unit-images", "FF, layer 1", "BP, layer 3", "unit 9", "no unit")]
    [InlineData("sparseness-accuracy", "Hoyer sparseness", "test accuracy", "reference")]
    [InlineData("wall", "BP, layer 3", "Sneaker", "784 units, strongest")]
    [InlineData("class-means", "mean activation", "FF, layer 1", "Coat")]
    [InlineData("shared-units", "shared units", "BP/FF, layer 2", "Sandal")]
    [InlineData("shared-share", "Jaccard index, %", "FF, layer 1, r = .41")]
    [InlineData("ensemble-sizes", "share of units, %", "mean ratio", "selectivity")]
    [InlineData("rule-agreement", "quantile", "Kolm.–Smirnov")]
    [InlineData("weights", "weight", "density", "Layer 1")]
    [InlineData("drive", "mean drive of a unit", "inhibition, others", "layer")]
    [InlineData("connections", "FF, 1 → 2 (±", "from the ensemble of", "to the ensemble of", "Bag")]
    [InlineData("label-overlap", "mean Jaccard index", "wrong label", "label that is overlaid")]
    [InlineData("label-decoding", "share of inputs", "no label")]
    [InlineData("unseen-category", "ensemble size, units", "FF, layer 2", "no label")]
    [InlineData("loss", "epoch", "mean loss")]
    [InlineData("validation-accuracy", "epoch", "validation accuracy", "BP/FF", "layer 3")]
    [InlineData("goodness-epochs", "mean goodness", "threshold θ", "BP/FF, all layers")]
    [InlineData("goodness-histograms", "goodness", "share of samples, %", "positive (true label)")]
    [InlineData("saliency", "Trouser", "BP")]
    [InlineData("tuning", "Class selectivity", "Informedness", "AUROC", "Tuning breadth", "BP/FF", "shuffled classes", "layer")]
    [InlineData("dissimilarity", "BP/FF, layer 2", "dissimilarity 1 − r", "Sandal")]
    [InlineData("sparseness-measures", "Gini coefficient", "Treves–Rolls sparseness", "Active fraction of units", "layer")]
    public void Axes_are_labelled_and_classes_named(string name, params string[] labels)
    {
        Figure figure = Find(name);
        string[] texts = Texts(figure.Draw(ReportData.Of(SampleReport.Runs)).ToSvg(name, figure.Title));
        Assert.All(labels, label => Assert.Contains(texts, text => text.StartsWith(label, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("labels-in-images", "Trouser")]
    [InlineData("filters", "Conv-LC: 40 filters of 3×3", "weight, as a share")]
    [InlineData("patches", "Conv-LC, layer 1", "channel 4", "no channel", "Conv-HFF, layer 3")]
    [InlineData("class-maps", "Conv-HFF, layer 2", "Trouser", "Σ h · ∂s/∂h")]
    public void So_are_pictures_of_maps(string name, params string[] labels)
    {
        string[] texts = Texts(Find(name).Draw(_maps).ToSvg(name, name));
        Assert.All(labels, label => Assert.Contains(texts, text => text.StartsWith(label, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("spike-raster", "spike of a unit in the ensemble", "units that prefer", "of 40 units fire, in 10 steps", "Sneaker")]
    [InlineData("firing-rates", "never", ".01", "share of units, %", "spikes per image and step; mean")]
    [InlineData("first-spikes", "Layer 2, all units", "Layer 1, ensemble", "time step", "never", "Trouser", "mean step of the first spike", "first spikes in a step")]
    [InlineData("synchrony", "within", "between", "mean correlation r", "for two images of the class")]
    [InlineData("temporal-sparseness", "Hoyer sparseness", "of the layer over steps", "Ankle boot", "all")]
    public void So_are_pictures_of_spikes(string name, params string[] labels)
    {
        string[] texts = Texts(Find(name).Draw(_spikes).ToSvg(name, name));
        Assert.All(labels, label => Assert.Contains(texts, text => text.Contains(label, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("one step", 1, 10, 10)]
    [InlineData("ten steps", 10, 10, 100)]
    [InlineData("seventy steps, four in a column", 70, 300, 180)]
    public void A_raster_has_a_line_for_each_unit_that_fires_and_marks_its_ensemble(string name, int steps, int units, int columns)
    {
        Assert.NotEmpty(name);
        Random random = new(steps);
        byte[] spikes = [.. Enumerable.Range(0, 10 * steps * units).Select(cell => cell % units % 3 == 1 && random.Next(20) == 0 ? (byte)1 : (byte)0)];
        int[] order = [.. Enumerable.Range(0, units).OrderBy(unit => (unit * 7) % units)];
        int[][] ensembles = [.. Enumerable.Range(0, 10).Select(label => Enumerable.Range(0, units).Where(unit => unit % 10 == label).ToArray())];
        SpikeRasters rasters = new([.. Enumerable.Range(0, 10)], steps, [units], [spikes]);
        int[] firing = [.. order.Where(unit => Enumerable.Range(0, 10 * steps).Any(row => spikes[(row * units) + unit] == 1))];
        int each = columns / 10, together = (steps + each - 1) / each;

        RasterCells cells = RasterCells.Of(rasters, 0, order, ensembles, mostLines: 1000);
        Assert.Equal((firing.Length, firing.Length, columns), (cells.UnitCount, cells.Lines, cells.Columns));
        RasterCells fewer = RasterCells.Of(rasters, 0, order, ensembles, mostLines: Math.Max(1, firing.Length / 2));
        for (int line = 0; line < firing.Length; line++)
        {
            Assert.Equal(firing[line], cells.UnitOf(line));
            for (int column = 0; column < columns; column++)
            {
                int label = column / each, first = column % each * together;
                bool fires = Enumerable.Range(first, together).Where(step => step < steps).Any(step => spikes[(((label * steps) + step) * units) + firing[line]] == 1);
                byte expected = !fires ? (byte)0 : firing[line] % 10 == label ? RasterCells.OwnSpike : RasterCells.OtherSpike;
                Assert.Equal(expected, cells[line, column]);
                Assert.True(fewer[(int)((long)line * fewer.Lines / firing.Length), column] >= expected);
            }
        }

        for (int line = 0; line < fewer.Lines; line++)
        {
            Assert.Equal(line, (int)((long)Array.IndexOf(firing, fewer.UnitOf(line)) * fewer.Lines / firing.Length));
        }
    }

    [Fact]
    public void Data_sets_with_the_same_last_part_of_their_paths_have_figures_of_their_own()
    {
        using TemporaryFolder folder = new();
        SweepResults results = new(folder.Path, [.. ((string[])["/a/images", "/b/images"]).Select(data => new ResultRun(
            data, new RunSpec { Data = data }, RunStatus.Finished, [new ResultValue(null, "testAccuracy", 0.5), new ResultValue(1, "hoyerSparseness", 0.5)]))]);
        Assert.Equal(
            [folder["sparseness-accuracy-a-images.svg"], folder["sparseness-accuracy-b-images.svg"]], SweepFigures.Write(folder.Path, results));
    }

    [Fact]
    public void Without_validation_images_there_is_no_figure_of_them()
    {
        Assert.False(Find("validation-accuracy").AppliesTo(ReportData.Of([(SyntheticReports.Small with { IsValidated = false }).Build()])));
        ReportData both = ReportData.Of([SyntheticReports.Small.Build(), (SyntheticReports.Small with { Model = "bp", IsValidated = false }).Build()]);
        Assert.DoesNotContain("BP", Texts(Find("validation-accuracy").Draw(both).ToSvg("v", "v")));
    }

    [Fact]
    public void At_most_six_figures_stand_open_and_a_later_one_stands_in_for_one_that_runs_lack()
    {
        string[] whole = Open("one run"), without = Open("nothing optional"), classifier = Open("a classifier alone"), maps = Open("labels in maps"), spikes = Open("spikes");
        Assert.Equal(["sparseness", "class-means", "shared-units", "label-overlap"], whole[..4]);
        Assert.DoesNotContain("label-overlap", without);
        Assert.DoesNotContain("label-overlap", classifier);
        Assert.Contains("patches", maps);
        Assert.Contains("first-weights", whole);
        Assert.Contains("confusion", whole);
        Assert.Contains("class-accuracy", without);
        Assert.Contains("spike-raster", spikes);
        Assert.All((string[][])[whole, without, classifier, maps, spikes], open => Assert.Equal(6, open.Distinct().Count()));

        static string[] Open(string report)
        {
            var data = ReportData.Of(SyntheticReports.All[report]);
            return [.. FigureTable.Open([.. FigureTable.All.Where(figure => figure.AppliesTo(data))]).Select(figure => figure.Name)];
        }
    }

    [Fact]
    public void A_unit_of_a_map_is_a_pixel_at_least_and_all_are_equally_wide()
    {
        foreach (string name in (string[])["wall", "class-means"])
        {
            foreach ((int units, float width) in ((int, float)[])[(784, 784), (40, 800), (300, 600)])
            {
                ReportData data = ReportData.Of([new SyntheticRun { Units = units, SamplesPerClass = 2, LayerCount = 2 }.Build()]);
                FigurePage page = Find(name).Draw(data);
                XElement root = XDocument.Parse(page.ToSvg(name, name)).Root!;
                XElement[] maps = [.. root.Descendants(Svg + "image")];
                Assert.Equal(2, maps.Length);
                Assert.All(maps, map => Assert.Equal($"{units}", map.Attribute("width")!.Value));
                Assert.Equal(ClassLabels.RoomAtSide(data) + 16 + width, page.Width, 0.01);
            }
        }
    }

    [Fact]
    public void On_a_dark_page_a_figure_has_the_same_shapes_in_other_colors()
    {
        foreach (string report in (string[])["three models", "spikes", "labels in maps", "classes left out"])
        {
            var data = ReportData.Of(SyntheticReports.All[report]);
            foreach (Figure figure in FigureTable.All.Where(figure => figure.AppliesTo(data)))
            {
                string light = figure.Draw(data).ToSvg(figure.Name, figure.Title);
                string dark = FigureTheme.Dark.Draw(() => figure.Draw(data)).ToSvg(figure.Name, figure.Title);
                SvgPair pair = SvgPair.Of(light, dark);
                Assert.Contains(("white", "#15181C"), pair.Colors);
                Assert.Contains(("#222", "#E4E7EA"), pair.Colors);

                // A color that is the same on both pages is one that was taken before the second was drawn.
                Assert.DoesNotMatch("(stroke|fill)=\"#222\"", pair.Markup);
                string styles = SvgPair.Styles([pair]);
                XElement root = XDocument.Parse(pair.Markup).Root!;
                string[] used = [.. root.Descendants().Attributes().Where(attribute => attribute.Value.StartsWith("var(", StringComparison.Ordinal)).Select(attribute => attribute.Value[4..^1]).Distinct()];
                Assert.NotEmpty(used);
                Assert.All(used, name => Assert.Equal(3, styles.Split($"{name}:").Length));
                Assert.Equal("var(--white-15181C)", root.Element(Svg + "rect")!.Attribute("fill")!.Value);
                Assert.Equal(Texts(light), Texts(pair.Markup));
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(256)]
    [InlineData(257)]
    public void An_image_with_a_palette_has_the_same_pixels(int colors)
    {
        using var bitmap = new SkiaSharp.SKBitmap(37, 53);
        Random random = new(colors);
        for (int place = 0; place < 37 * 53; place++)
        {
            int color = place < colors ? place : random.Next(colors);
            bitmap.SetPixel(place % 37, place / 37, new SkiaSharp.SKColor((byte)color, (byte)(color / 2), (byte)(color >> 8)));
        }

        byte[] whole = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100).ToArray();
        byte[] packed = PalettePng.Of(whole);
        Assert.Equal(colors > 256, ReferenceEquals(whole, packed));
        Assert.True(packed.Length <= whole.Length);
        using var read = SkiaSharp.SKBitmap.Decode(packed);
        Assert.Equal(bitmap.Pixels, read.Pixels);
        using var clear = new SkiaSharp.SKBitmap(5, 5);
        byte[] transparent = clear.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100).ToArray();
        Assert.Same(transparent, PalettePng.Of(transparent));
    }

    [Fact]
    public void Drawings_that_differ_in_more_than_colors_are_no_pair()
    {
        Assert.Equal("<a fill=\"red\"/>", SvgPair.Of("<a fill=\"red\"/>", "<a fill=\"red\"/>").Markup);
        Assert.Equal("<a stroke=\"var(--red-0FF)\"/>", SvgPair.Of("<a stroke=\"red\"/>", "<a stroke=\"#0FF\"/>").Markup);
        Assert.Throws<InvalidOperationException>(() => SvgPair.Of("<a fill=\"red\"/>", "<b fill=\"blue\"/>"));
        Assert.Throws<InvalidOperationException>(() => SvgPair.Of("<a fill=\"red\"/>", "<a fill=\"red\"/><b/>"));
        Assert.Throws<InvalidOperationException>(() => SvgPair.Of("<a fill=\"red\"/>", "<a fill=\"red\"/><b fill=\"blue\"/>"));
    }

    [Fact]
    public void The_same_runs_give_the_same_bytes()
    {
        var data = ReportData.Of(SyntheticReports.All["one run"]);
        foreach (Figure figure in FigureTable.All.Where(figure => figure.AppliesTo(data)))
        {
            Assert.Equal(figure.Draw(data).ToSvg(figure.Name, figure.Title), figure.Draw(data).ToSvg(figure.Name, figure.Title));
            Assert.Equal(figure.Draw(data).ToPng(1), figure.Draw(data).ToPng(1));
        }
    }

    [Fact]
    public void Identifiers_carry_the_figures_name()
    {
        var data = ReportData.Of(SyntheticReports.All["three models"]);
        foreach (Figure figure in FigureTable.All.Where(figure => figure.AppliesTo(data)))
        {
            XElement root = XDocument.Parse(figure.Draw(data).ToSvg(figure.Name, figure.Title)).Root!;
            string[] ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
            Assert.Distinct(ids);
            Assert.All(ids, id => Assert.StartsWith($"{figure.Name}-", id, StringComparison.Ordinal));
            string[] used = [.. root.Descendants().Attributes("clip-path").Select(use => use.Value[5..^1])];
            Assert.Subset(ids.ToHashSet(), used.ToHashSet());
        }
    }

    [Fact]
    public void A_wall_has_the_same_lines_in_every_panel()
    {
        const string Name = "wall";
        string svg = Find(Name).Draw(ReportData.Of(SyntheticReports.All["classes without a correct image"])).ToSvg(Name, Name);
        string[] heights = [.. XDocument.Parse(svg).Descendants(Svg + "image").Select(image => image.Attribute("height")!.Value)];
        Assert.Equal(6, heights.Length);
        Assert.All(heights, height => Assert.Equal("30", height));
        Assert.Contains("Coat", Texts(svg));
    }

    [Fact]
    public void A_png_is_as_wide_as_asked_and_not_blank()
    {
        var data = ReportData.Of(SyntheticReports.All["one run"]);
        FigurePage page = FigureTable.All[0].Draw(data);
        using var bitmap = SkiaSharp.SKBitmap.Decode(page.ToPng(2));
        Assert.Equal(2 * FigureStyle.Width, bitmap.Width);
        Assert.Equal((int)(2 * page.Height), bitmap.Height);
        Assert.Equal(SkiaSharp.SKColors.White, bitmap.GetPixel(1, 1));
        Assert.True(bitmap.Pixels.Distinct().Count() > 20);
    }

    private static Figure Find(string name) => FigureTable.All.Single(figure => figure.Name == name);

    private static string[] Texts(string svg) => [.. XDocument.Parse(svg).Descendants(Svg + "text").Select(text => text.Value)];
}
