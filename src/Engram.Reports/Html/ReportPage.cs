using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Html;

/// <summary>The whole page: one file that needs nothing else, neither network nor script.</summary>
internal static class ReportPage
{
    private static readonly (ReportSection? Section, string Id, string Title, string Introduction, Action<HtmlWriter, ReportData>? Write)[] Sections =
    [
        (ReportSection.Result, "result", "Result", "", ResultSection.Write),
        (ReportSection.Emergence, "emergence", "What emerged", "Only a few units respond to an image, and to images of a class mostly the same ones: they are the class's ensemble. Where a figure can show only one run of several with equal settings, it is the one with the lowest seed.", EmergenceSection.Write),
        (ReportSection.Lesions, "lesions", "What breaks when an ensemble is silenced", "An ensemble that is there need not be used. So the units of each ensemble are silenced, and random sets of as many units of like activity: does the ensemble's own class suffer, and it alone?", LesionSection.Write),
        (ReportSection.Spikes, "spikes", "Spikes in time", "Units fire or stay silent, step by step, while an image is shown. Figures above see how often a unit fires; here it is when.", SpikesSection.Write),
        (ReportSection.Weights, "weights", "Excitation and inhibition", "What in the weights keeps the ensembles apart.", null),
        (ReportSection.LabelControl, "label-control", "How much is the label", "The label is part of the input, so some of an ensemble's specificity may come from the label itself. The same images are therefore shown with another label and with none, and each label without an image.", null),
        (ReportSection.UnseenCategory, "unseen-categories", "Unseen categories", "Networks that were trained with one class left out, and what they make of its images.", UnseenSection.Write),
        (ReportSection.Training, "training", "Training", "How the networks came to be what they are.", null),
        (ReportSection.Saliency, "saliency", "What inputs matter", "", null),
        (ReportSection.Units, "units", "What units see", "", null),
        (ReportSection.Maps, "maps", "What channels see", "Convolutional layers have filters that go over the image, and each makes a map: its channel.", null),
        (null, "appendix", "Appendix", "All that is needed to judge and to repeat these runs.", AppendixSection.Write),
    ];

    /// <summary>Where a section stands among the others.</summary>
    public static int PlaceOf(ReportSection kind) => Array.FindIndex(Sections, section => section.Section == kind);

    /// <summary>The page as HTML.</summary>
    /// <param name="title">What the report is called.</param>
    /// <param name="data">The runs.</param>
    /// <param name="figures">The drawn figures.</param>
    /// <param name="figuresFolder">Their folder relative to the page, empty or ending with a slash.</param>
    public static string Format(string title, ReportData data, IReadOnlyList<FigureBlock> figures, string figuresFolder)
    {
        var html = new HtmlWriter();
        html.Markup("<!DOCTYPE html>\n");
        using (html.Open("html", ("lang", "en")))
        {
            WriteHead(html, title, figures);
            using (html.Open("body"))
            {
                var shown = Sections.Where(section => section.Section is not { } kind || kind == ReportSection.Result || figures.Any(block => block.Figure.Section == kind)).ToArray();
                WriteHeader(html, title, data);
                using (html.Open("nav", ("aria-label", "Contents")))
                using (html.Open("ol"))
                {
                    foreach (var section in shown)
                    {
                        using (html.Open("li"))
                        {
                            html.Element("a", section.Title, ("href", $"#{section.Id}"));
                        }
                    }
                }

                using (html.Open("main"))
                {
                    foreach (var section in shown)
                    {
                        using (html.Open("section", ("id", section.Id)))
                        {
                            html.Element("h2", section.Title);
                            if (section.Introduction.Length > 0)
                            {
                                html.Element("p", data.Say(section.Introduction));
                            }

                            section.Write?.Invoke(html, data);
                            SectionFigures.Write(html, [.. figures.Where(block => block.Figure.Section == section.Section)], figuresFolder);
                        }
                    }
                }
            }
        }

        return html.ToString();
    }

    private static void WriteHead(HtmlWriter html, string title, IReadOnlyList<FigureBlock> figures)
    {
        using (html.Open("head"))
        {
            html.Empty("meta", ("charset", "utf-8"));
            html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Empty("link", ("rel", "icon"), ("href", "data:,"));
            html.Element("title", title);
            using (html.Open("style"))
            {
                html.Markup(Styles.Value).Markup(SvgPair.Styles(figures.Select(block => block.Drawing)));
            }
        }
    }

    private static void WriteHeader(HtmlWriter html, string title, ReportData data)
    {
        string models = string.Join(", ", data.Groups.Concat(data.LeftOut).Select(group => ModelNames.ForPeople(group.Model)).Distinct());
        using (html.Open("header"))
        {
            html.Element("h1", title);
            html.Element("p", $"{ReportWords.Counted(data.Runs.Count, "run")} on {ReportWords.DataName(data.DataName)}: {models}");
        }
    }

    private static readonly Lazy<string> Styles = new(() =>
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    });
}
