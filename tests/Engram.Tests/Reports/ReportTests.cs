using System.Text;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;
using Engram.Reports;
using Engram.Reports.Drawing;

namespace Engram.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void A_run_that_is_given_twice_or_copied_counts_once_or_not_at_all()
    {
        using TemporaryFolder folder = new();
        FinishedRun run = new SyntheticRun().Build();
        Assert.Equal(
            $"copy has the same spec and seed as {run.Folder}, and a run may count once only; leave one of them out.",
            Assert.Throws<EngramException>(() => Report.WriteFigures(folder["figures"], [run, run with { Folder = "copy" }])).Message);
    }

    [Fact]
    public void A_report_of_three_models_is_written()
    {
        (string page, long[] figureBytes) = SampleReport.Written.Value;
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 4_000_000);
        Assert.NotEmpty(figureBytes);
        Assert.All(figureBytes, bytes => Assert.InRange(bytes, 1_000, 2_000_000));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.91234)]
    public void Accuracy_on_validation_images_has_a_column_where_there_is_any(double? accuracy)
    {
        using var folder = new TemporaryFolder();
        FinishedRun run = (SyntheticReports.Small with { IsValidated = accuracy is not null }).Build();
        Report.Write(folder["r.html"], folder["figures"], "Report", [run with { Record = run.Record with { ValidationAccuracy = accuracy } }]);
        string page = File.ReadAllText(folder["r.html"]);
        Assert.Equal(accuracy is not null, page.Contains("Validation accuracy", StringComparison.Ordinal));
        Assert.Equal(accuracy is not null, page.Contains(">.9123<", StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_alone_are_written_without_a_page()
    {
        using var folder = new TemporaryFolder();
        Report.WriteFigures(folder["a/b/figures"], SyntheticReports.All["one run"]);
        Assert.Equal(["a"], folder.Names);
        Assert.Contains(Directory.GetFiles(folder["a/b/figures"]), file => file.EndsWith("wall.svg", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("two models with several seeds", true)]
    [InlineData("several seeds", false)]
    public void Models_that_have_several_runs_each_are_compared_by_a_permutation_test(string name, bool compared)
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<FinishedRun> runs = SyntheticReports.All[name];
        Report.Write(folder["r.html"], folder["figures"], "Report", runs);
        string page = File.ReadAllText(folder["r.html"]);
        Assert.Equal(compared, page.Contains("Models compared over runs", StringComparison.Ordinal));
        if (compared)
        {
            double[] accuracies = [.. runs.Select(run => run.Analysis.Accuracy)];
            var test = PermutationTest.Compare(accuracies[..2], accuracies[2..]);
            Assert.Equal(10, test.Regroupings);
            Assert.Contains($"<td class=\"number\">{Numbers.Share(test.PValue)}</td><td class=\"number\">{Numbers.Share(test.SmallestPValue)}</td><td class=\"number\">all 10</td>", page.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        var failure = Assert.Throws<EngramException>(() => Report.Write(folder["r.html"], folder["figures"], "Report", []));
        Assert.Equal("A report needs at least one analyzed run, but none was given; name a run's folder.", failure.Message);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Runs_on_two_data_sets_are_refused()
    {
        using var folder = new TemporaryFolder();
        FinishedRun[] runs = [SyntheticReports.Small.Build(), (SyntheticReports.Small with { Data = "mnist" }).Build()];
        var failure = Assert.Throws<EngramException>(() => Report.Write(folder["r.html"], folder["figures"], "Report", runs));
        Assert.Equal(
            "A report compares runs on one data set, but runs/ff-fashion-mnist-seed1 is on fashion-mnist and runs/ff-mnist-seed1 on mnist; make one report for each.",
            failure.Message);
    }

    [Fact]
    public void A_figures_folder_that_is_a_file_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["figures"], "");
        var failure = Assert.Throws<EngramException>(() => Report.Write(folder["r.html"], folder["figures"], "Report", SyntheticReports.All["one run"]));
        Assert.StartsWith($"{folder["figures"]} cannot be written: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_that_cannot_be_written_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["figures/sparseness.svg"]);
        var failure = Assert.Throws<EngramException>(() => Report.Write(folder["r.html"], folder["figures"], "Report", SyntheticReports.All["one run"]));
        Assert.Equal(
            $"{folder["figures/sparseness.svg"]} cannot be written because a folder has that name; choose another name or remove the folder.", failure.Message);
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var failure = Assert.Throws<EngramException>(() => Report.Write(folder["missing/r.html"], folder["figures"], "Report", SyntheticReports.All["one run"]));
        Assert.Equal($"{folder["missing/r.html"]} cannot be written because its folder does not exist; create the folder first.", failure.Message);
    }
}
