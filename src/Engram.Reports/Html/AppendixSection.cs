using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.Html;

/// <summary>What is needed to judge and to repeat the runs: specs, versions, hardware, times, and whom to cite.</summary>
internal static class AppendixSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        WriteRuns(html, data);
        WriteMachines(html, data);
        WriteWarnings(html, data);
        WriteSpecs(html, data);
        WriteCitation(html, data);
    }

    private static void WriteRuns(HtmlWriter html, ReportData data)
    {
        html.Element("h3", "Runs and times");
        bool isValidated = data.Runs.Any(run => run.Record.ValidationAccuracy is not null);
        HtmlTable.Write(
            html,
            "Runs",
            ["Run", "Model", "Seed", "Test accuracy", .. isValidated ? (string[])["Validation accuracy"] : [], "Training", "In all", "Images per second", "Peak memory"],
            data.Runs.Select(run => (HtmlCell[])
            [
                HtmlCell.Of(run.Folder),
                HtmlCell.Of(ModelNames.ForPeople(run.Record.Model)),
                HtmlCell.Number($"{run.Record.Seed}"),
                HtmlCell.Number(Numbers.Accuracy(run.Record.TestAccuracy ?? double.NaN)),
                .. isValidated ? (HtmlCell[])[HtmlCell.Number(Numbers.Accuracy(run.Record.ValidationAccuracy ?? double.NaN))] : [],
                HtmlCell.Number(ReportWords.Duration(run.Record.TrainSeconds)),
                HtmlCell.Number(ReportWords.Duration(run.Record.TotalSeconds)),
                HtmlCell.Number(Numbers.Text(run.Record.SamplesPerSecond ?? double.NaN, "N0")),
                HtmlCell.Number(run.Record.PeakResidentBytes is { } peak ? $"{Numbers.Count(peak / 1e6)} MB" : "–"),
            ]));
    }

    private static void WriteMachines(HtmlWriter html, ReportData data)
    {
        html.Element("h3", "Versions and hardware");
        var machines = data.Runs.Select(run => run.Record)
            .Select(record => (record.Version, Commit: record.Commit ?? "–", record.Dotnet, record.Os, record.Cpu, record.InstructionSet, record.Threads))
            .Distinct();
        foreach (var machine in machines)
        {
            using (html.Open("dl"))
            {
                Term(html, "Engram", machine.Version);
                Term(html, "Commit", machine.Commit);
                Term(html, ".NET", machine.Dotnet);
                Term(html, "Operating system", machine.Os);
                Term(html, "Processor", machine.Cpu);
                Term(html, "Instruction set", machine.InstructionSet);
                Term(html, "Threads", $"{machine.Threads}");
            }
        }

        html.Element("p", $"This page was written by Engram {BuildInfo.Version}{(BuildInfo.Commit is { } commit ? $", commit {commit}" : "")}.", ("class", "note"));
    }

    private static void WriteWarnings(HtmlWriter html, ReportData data)
    {
        html.Element("h3", "Warnings");
        var warnings = data.Runs.SelectMany(run => run.Record.Warnings.Select(warning => (run.Folder, Warning: warning))).ToArray();
        if (warnings.Length == 0)
        {
            html.Element("p", "None of the runs gave a warning.");
            return;
        }

        using (html.Open("ul", ("class", "warnings")))
        {
            foreach ((string folder, string warning) in warnings)
            {
                html.Element("li", $"⚠ {folder}: {warning}");
            }
        }
    }

    private static void WriteSpecs(HtmlWriter html, ReportData data)
    {
        html.Element("h3", "Effective specs");
        html.Element("p", "Save one as spec.yaml and repeat the run with:");
        html.Element("pre", "engram train --spec spec.yaml");
        html.Element("p", "Equal spec, data and instruction set give equal bits, whatever the number of threads.");
        foreach (FinishedRun run in data.Runs)
        {
            using (html.Open("details"))
            {
                html.Element("summary", $"{run.Folder} ({ModelNames.ForPeople(run.Record.Model)}, seed {run.Record.Seed})");
                html.Element("pre", run.SpecText.TrimEnd());
            }
        }
    }

    private static void WriteCitation(HtmlWriter html, ReportData data)
    {
        html.Element("h3", "How to cite");
        html.Element("p", $"{(data.HasReference ? "The phenomenon, the measures and the reference's numbers" : "The phenomenon and the measures")} are from this paper; please cite it:");
        html.Element("p", Citation.Text, ("class", "citation"));
        html.Element("pre", Citation.BibTeX);
    }

    private static void Term(HtmlWriter html, string term, string description)
    {
        html.Element("dt", term);
        html.Element("dd", description);
    }
}
