using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Engram.Analysis;
using Engram.Analysis.Labels;
using Engram.Experiments.Analyses;
using Engram.Reports;

namespace Engram.Tests.Reports;

public sealed class ReportPageTests
{
    private static readonly Lazy<IHtmlDocument> Sample = new(() => Parse(SampleReport.Written.Value.Page));

    // Two tests look at it.
    private static readonly Lazy<string> Classifier = new(() => Text(SyntheticReports.All[ClassifierAlone]));

    private const string ClassifierAlone = "a classifier alone";

    // Drawing takes seconds a report; between them these have every figure and every gap.
    private static readonly string[] _first =
        ["three models", "several seeds", "nothing optional", "a silent layer", "five layers", "color images", "classes left out", "numbers that are not"];

    public static TheoryData<string> FirstReports => [.. _first];

    public static TheoryData<string> OtherReports => [.. SyntheticReports.All.Keys.Except(_first)];

    [Theory, MemberData(nameof(FirstReports))]
    public void A_report_is_well_formed_and_needs_nothing_else(string report) => CheckReport(report);

    [Theory(Explicit = true), MemberData(nameof(OtherReports))]
    public void So_is_a_report_of_any_other_runs(string report) => CheckReport(report);

    [Fact]
    public void Sections_tell_the_story_in_order()
    {
        IHtmlDocument page = Sample.Value;
        Assert.Equal(
            ["Result", "What emerged", "What breaks when an ensemble is silenced", "Excitation and inhibition", "How much is the label", "Unseen categories", "Training", "What inputs matter", "What units see", "Appendix"],
            page.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(page.QuerySelectorAll("h2").Select(heading => heading.TextContent), page.QuerySelectorAll("nav a").Select(link => link.TextContent));
        Assert.Equal(
            Enumerable.Range(1, page.QuerySelectorAll("figure").Length).Select(number => $"Figure {number}."),
            page.QuerySelectorAll("figcaption strong").Select(caption => string.Concat(caption.TextContent.Take(caption.TextContent.IndexOf('.') + 1))));
    }

    [Fact]
    public void Six_figures_stand_open_and_the_others_behind_lines_that_name_them()
    {
        IHtmlDocument page = Sample.Value;
        IElement[] figures = [.. page.QuerySelectorAll("figure")];
        Assert.Equal(6, figures.Count(figure => figure.Closest("details") is null));
        IElement[] folded = [.. page.QuerySelectorAll("details.folded")];
        Assert.NotEmpty(folded);
        Assert.All(folded, details =>
        {
            Assert.False(details.HasAttribute("open"));
            string said = details.QuerySelector("summary")!.TextContent;
            IElement[] inside = [.. details.QuerySelectorAll("figure")];
            bool isRest = details.ParentElement!.QuerySelectorAll("figure").Length > inside.Length;
            Assert.StartsWith($"{inside.Length} {(isRest ? "more " : "")}figure{(inside.Length == 1 ? "" : "s")}: ", said, StringComparison.Ordinal);
            Assert.All(inside, figure => Assert.Contains(figure.QuerySelector("figcaption strong")!.TextContent.Split(". ")[1].TrimEnd('.'), said, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void It_begins_with_what_was_found_in_words()
    {
        FinishedRun[] runs = [.. SyntheticReports.All["several seeds"].Where(run => run.Analysis.Model == "ff")];
        IHtmlDocument page = Parse(Text(runs));
        string[] found = [.. page.QuerySelectorAll("#result ul.findings li").Select(item => item.TextContent)];
        foreach (int layer in new[] { 0, runs[0].Analysis.Correct.Layers.Count - 1 })
        {
            LayerRepresentation[] layers = [.. runs.Select(run => run.Analysis.Correct.Layers[layer])];
            int[][][] ensembles = [.. layers.Select(one => one.Ensembles.Single(set => set.Rule == "mean-ratio").Units.Select(units => units.ToArray()).ToArray())];
            double[] sharing = [.. ensembles.Select(ofRun => (double)ofRun.Index().Sum(first => ofRun.Skip(first.Index + 1).Count(second => first.Item.Intersect(second).Any())))];
            int classes = ensembles[0].Length;
            Assert.Contains(
                $"n layer {layer + 1} an image activates a share of {Said(layers.Select(one => one.Sparseness.ActiveFraction!.Value), ".000")} of the {layers[0].UnitCount} units. "
                + $"The ensemble of a class has {Said(ensembles.Select(ofRun => ofRun.Average(units => units.Length)), "0")} units, and {Said(sharing, "0")} of {classes * (classes - 1) / 2} pairs of classes share some.",
                found[0],
                StringComparison.Ordinal);
        }

        Assert.Contains($"by {Said(runs.Select(run => Overlap(run, "none").OverlapByImage!.Value), ".000")} in layer 1.", found[1], StringComparison.Ordinal);
        Assert.EndsWith($"Labels without an image: {Said(runs.Select(run => Overlap(run, "label-only").OverlapByLabel!.Value), ".000")}.", found[1], StringComparison.Ordinal);

        static LabelConditionLayer Overlap(FinishedRun run, string condition) => run.Analysis.LabelControl!.Conditions.Single(one => one.Name == condition).Layers[0];

        static string Said(IEnumerable<double> values, string format)
        {
            string[] all = [.. new[] { values.Average(), values.Min(), values.Max() }.Select(value => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture))];
            return all[1] == all[2] ? all[0] : $"{all[0]} ({all[1]} to {all[2]})";
        }
    }

    [Fact]
    public void A_section_without_figures_is_left_out()
    {
        IHtmlDocument page = Parse(Classifier.Value);
        Assert.Null(page.GetElementById("label-control"));
        Assert.Null(page.GetElementById("unseen-categories"));
    }

    [Fact]
    public void Where_no_reference_is_known_and_no_run_repeated_there_is_no_column_for_them()
    {
        IHtmlDocument page = Parse(Text(SyntheticReports.All["a data set that the reference does not list"]));
        Assert.Equal(["Measure", "This report"], page.QuerySelector("table")!.QuerySelectorAll("thead th").Select(head => head.TextContent));
        Assert.All(page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr"), row => Assert.Equal(2, row.Children.Length));
        Assert.All(page.QuerySelectorAll("p.lead, p.note, p.caption").Take(4), text => Assert.DoesNotContain("eference", text.TextContent, StringComparison.Ordinal));
        Assert.Equal(
            ["Measure", "This report", "Reference", "Mark", "Best listed", "Difference", "SD over runs", "95 % interval or range"],
            Sample.Value.QuerySelector("table")!.QuerySelectorAll("thead th").Select(head => head.TextContent));
    }

    [Theory]
    [InlineData("convolutional layers", new[] { "unit", "goodness", "θ", "threshold", "eference", "overlaid" }, new[] { "channel", "Scores of true and other classes over epochs", "class's score" })]
    [InlineData("units and channels", new string[0], new[] { "A unit of a convolutional layer is a channel", "Goodness of positives and negatives, or scores of true and other classes", "the goodness of the class or the class's score" })]
    [InlineData("one run", new[] { "eference", "inside", "below the", "The paper's run" }, new[] { "The settings of FF are not the paper's", "engram reproduce --data fashion-mnist" })]
    [InlineData(ClassifierAlone, new[] { "goodness", "θ", "a channel", "overlaid" }, new[] { "the class's logit" })]
    [InlineData("own images", new[] { "eference" }, new[] { "The phenomenon and the measures are from this paper" })]
    public void Texts_speak_of_what_these_runs_have(string report, string[] absent, string[] present)
    {
        IHtmlDocument page = Parse(report == ClassifierAlone ? Classifier.Value : Text(SyntheticReports.All[report]));
        foreach (IElement specs in page.QuerySelectorAll("details:not(.folded), dl").ToArray())
        {
            specs.Remove();
        }

        string text = string.Join(' ', page.QuerySelectorAll("p, figcaption, caption, th, svg text, title").Select(element => element.TextContent));
        Assert.All(absent, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.All(present, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Accuracies_stand_beside_the_reference_with_a_mark()
    {
        IHtmlDocument page = Sample.Value;
        Assert.Equal(["FF: accuracy", ".8452", ".8100 – .8500", "✓ inside", ".8498", "−.0046", ".0038"], Row(page, "FF: accuracy").Take(7));
        Assert.Equal(["BP/FF: accuracy", ".8821", ".8700 – .8780", "▲ above", ".8780", "+.0041", "–", "–"], Row(page, "BP/FF: accuracy"));
        Assert.Equal("▼ below", Row(page, "BP: accuracy")[3]);
    }

    [Fact]
    public void Runs_with_other_settings_than_the_papers_have_no_mark_even_beside_one_that_has_them()
    {
        SyntheticRun paper = SyntheticReports.Small with { Units = 784, LayerCount = 3 };
        IHtmlDocument page = Parse(Text([paper.Build(), (paper with { LearningRate = 0.001f }).Build()]));
        Assert.Equal("✓ inside", Row(page, "FF (1): accuracy")[3]);
        Assert.Equal([".8500", "–", "–", "–", "–"], Row(page, "FF (2): accuracy").Skip(1));
        Assert.Contains("The settings of FF (2) are not the paper's", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("are not the paper's", Sample.Value.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_appendix_has_all_that_is_needed_to_repeat_a_run()
    {
        string text = Sample.Value.GetElementById("appendix")!.TextContent;
        string[] needed = ["engram train --spec spec.yaml", "learningRate: 0.01", "6b70c51a2f0c6e5b7d41", "AMD EPYC 7B13", ".NET 10.0.1", "vector256", "5 min 12 s", "611 MB", "arXiv:2305.18353", "@misc{", "Layer 3 fell silent"];
        Assert.All(needed, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_text_is_escaped()
    {
        const string Hostile = "<b>\"&'</b>";
        FinishedRun run = (SyntheticReports.Small with { ClassNames = [Hostile, "b", "c"], Warnings = [Hostile] }).Build() with { Folder = Hostile, SpecText = $"data: {Hostile}" };
        using var folder = new TemporaryFolder();

        Report.Write(folder["report.html"], folder["figures"], Hostile, [run]);

        IHtmlDocument page = Parse(File.ReadAllText(folder["report.html"]));
        Assert.Empty(page.QuerySelectorAll("b"));
        Assert.Equal(Hostile, page.Title);
        Assert.Contains($"data: {Hostile}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(XDocument.Load(folder["figures/wall.svg"]).Descendants(), element => element.Value == Hostile);
    }

    [Fact]
    public void Figures_beside_the_page_are_the_ones_that_it_links_to()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["a page"]);
        Report.Write(folder["a page/report.html"], folder["some figures"], "Report", SyntheticReports.All["one run"]);

        IHtmlDocument page = Parse(File.ReadAllText(folder["a page/report.html"]));
        string[] linked = [.. page.QuerySelectorAll(".files a").Select(link => link.GetAttribute("href")!)];
        Assert.NotEmpty(linked);
        Assert.All(linked, link => Assert.StartsWith("../some%20figures/", link, StringComparison.Ordinal));
        Assert.Equal(
            Directory.GetFiles(folder["some figures"]).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            linked.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static void CheckReport(string report)
    {
        using var folder = new TemporaryFolder();
        Report.Write(folder["report.html"], folder["figures"], "Report", SyntheticReports.All[report]);

        string[] drawings = Directory.GetFiles(folder["figures"], "*.svg");
        Assert.True(drawings.Length >= 5);
        Assert.All(drawings, CheckDrawing);
        Assert.Equal(drawings.Length, Directory.GetFiles(folder["figures"], "*.png").Length);
        CheckPage(Parse(File.ReadAllText(folder["report.html"])), drawings.Length);
    }

    private static void CheckPage(IHtmlDocument page, int figureCount)
    {
        Assert.Equal(figureCount, page.QuerySelectorAll("figure svg, figure img[src^='data:']").Length);
        Assert.Empty(page.QuerySelectorAll("script, iframe, object, embed, link[rel=stylesheet], [src^=http], [onload], [onclick]"));
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Distinct(page.QuerySelectorAll("[id]").Select(element => element.Id));
        Assert.All(page.QuerySelectorAll("img"), image => Assert.NotEmpty(image.GetAttribute("alt")!));
        Assert.DoesNotContain("NaN", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private static void CheckDrawing(string path)
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        XElement root = XDocument.Load(path).Root!;
        Assert.True(root.Descendants(svg + "text").Count() >= 3, $"{path} has hardly any text");
        XElement[] drawn = [.. root.Descendants().Where(element => element.Name != svg + "image")];
        Assert.DoesNotContain(
            drawn.SelectMany(element => element.Attributes().Select(attribute => attribute.Value)),
            value => value.Contains("nan", StringComparison.OrdinalIgnoreCase) || value.Contains("inf", StringComparison.Ordinal));

        // Words may have these letters in them.
        Assert.DoesNotContain(drawn.Nodes().OfType<XText>(), text => Regex.IsMatch(text.Value, @"\b(nan|inf|infinity)\b", RegexOptions.IgnoreCase));
    }

    private static string Text(IReadOnlyList<FinishedRun> runs)
    {
        using var folder = new TemporaryFolder();
        Report.Write(folder["report.html"], folder["figures"], "Report", runs);
        return File.ReadAllText(folder["report.html"]);
    }

    /// <summary>
    /// The document, after a strict parser has found no wrong or missing tag. It sees the page without its drawings,
    /// whose mixed-case elements it takes for errors; they are checked as XML.
    /// </summary>
    private static IHtmlDocument Parse(string html)
    {
        string withoutDrawings = Regex.Replace(html, "<svg .*?</svg>", "", RegexOptions.Singleline);
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(withoutDrawings);
        return new HtmlParser().ParseDocument(html);
    }

    private static string[] Row(IHtmlDocument page, string head) =>
        [.. page.QuerySelectorAll("tbody tr").First(row => row.QuerySelector("th")!.TextContent == head).Children.Select(cell => cell.TextContent)];
}
