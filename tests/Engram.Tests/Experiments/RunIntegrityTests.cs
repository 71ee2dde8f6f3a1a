using Engram.Experiments.Analyses;
using Engram.Experiments.Evaluations;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Reports;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Experiments;

/// <summary>What was damaged, or put together from several runs, is not used.</summary>
public sealed class RunIntegrityTests(RunIntegrityTests.Analyzed analyzed) : IClassFixture<RunIntegrityTests.Analyzed>
{
    [Theory]
    [InlineData("run.json")]
    [InlineData("weights.safetensors")]
    [InlineData("spec.yaml")]
    public void A_file_of_another_run_is_refused_even_where_its_checksum_fits(string name)
    {
        using TemporaryFolder folder = analyzed.Copy();
        File.Copy(Path.Combine(analyzed.Other, name), folder[$"run/{name}"], overwrite: true);
        RunFolder run = new(folder["run"]);
        RunChecksums.Write(run, File.ReadAllText(run.RecordPath));
        string file = folder[$"run/{name}"];
        Assert.Equal(
            $"{file} belongs to another run: it was made with another spec than the other files of {run.Path}; restore it from a copy, or remove the run {run.Path} to train it anew.",
            Assert.Throws<EngramException>(() => RunEvaluation.Evaluate(run.Path, new EvaluationOptions { DataDirectory = analyzed.Data })).Message);
        Assert.Throws<EngramException>(() => RunAnalysis.Analyze(run.Path, new AnalysisRunOptions { DataDirectory = analyzed.Data }));
        Assert.Throws<EngramException>(() => FinishedRun.Read(run.Path));
    }

    [Fact]
    public void Weights_of_another_run_are_made_again_when_it_is_resumed()
    {
        using TemporaryFolder folder = analyzed.Copy();
        RunFolder run = new(folder["run"]);
        byte[] own = File.ReadAllBytes(run.WeightsPath);
        File.Copy(new RunFolder(analyzed.Other).WeightsPath, run.WeightsPath, overwrite: true);
        RunChecksums.Write(run, File.ReadAllText(run.RecordPath));
        Runner.Resume(run.Path, new RunOptions { DataDirectory = analyzed.Data, Threads = 1 }, new RecordingObserver(), TestContext.Current.CancellationToken);
        Assert.Equal(own, File.ReadAllBytes(run.WeightsPath));
        FinishedRun.Read(run.Path);
    }

    [Theory]
    [InlineData("analysis.json")]
    [InlineData("wall.npz")]
    [InlineData("checksums.sha256")]
    [InlineData("sparseness.csv")]
    public void No_bit_of_an_analysis_changes_unnoticed(string name)
    {
        using TemporaryFolder folder = analyzed.Copy();
        string file = folder[$"run/analysis/{name}"];
        byte[] bytes = File.ReadAllBytes(file);
        Random random = new(7);
        for (int i = 0; i < 40; i++)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, changed);
            Assert.False(FinishedRun.HasIntactAnalysis(folder["run"]));
            string message = Assert.Throws<EngramException>(() => FinishedRun.Read(folder["run"])).Message;
            Assert.EndsWith($"; make it again with engram analyze {folder["run"]} --data-dir {analyzed.Data}.", message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(file, bytes);
        FinishedRun.Read(folder["run"]);
    }

    [Fact]
    public void An_analysis_of_earlier_weights_is_not_the_run_s()
    {
        using TemporaryFolder folder = analyzed.Copy();
        RunFolder run = new(folder["run"]);
        string checksums = new AnalysisFolder(run).ChecksumsPath;
        string[] lines = File.ReadAllLines(checksums);
        Assert.EndsWith("  ../weights.safetensors", lines[0], StringComparison.Ordinal);
        lines[0] = new string('0', 64) + lines[0][64..];
        File.WriteAllLines(checksums, lines);
        Assert.Equal(
            $"{folder["run/analysis/analysis.json"]} is of other weights than the run has; make it again with engram analyze {run.Path} --data-dir {analyzed.Data}.",
            Assert.Throws<EngramException>(() => FinishedRun.Read(run.Path)).Message);
    }

    [Fact]
    public void Other_test_images_than_the_run_s_are_not_analyzed()
    {
        using TemporaryFolder folder = analyzed.Copy();
        string other = TinyMnist.Write(folder["other"], seed: 5);
        string message = Assert.Throws<EngramException>(() => RunAnalysis.Analyze(folder["run"], new AnalysisRunOptions { DataDirectory = other })).Message;
        Assert.StartsWith($"The run {folder["run"]} was trained on mnist train (fingerprint ", message, StringComparison.Ordinal);
        FinishedRun.Read(folder["run"]);
    }

    [Fact]
    public void A_run_and_an_analysis_without_checksums_are_said_to_be_such()
    {
        using TemporaryFolder folder = analyzed.Copy();
        File.Delete(folder["run/checksums.sha256"]);
        File.Delete(folder["run/analysis/checksums.sha256"]);
        List<string> warnings = [];
        FinishedRun.Read(folder["run"], warnings.Add);
        Assert.Equal(
            [
                $"The run {folder["run"]} has no checksums.sha256, so nothing tells whether its files are what they were.",
                $"The analysis {folder["run/analysis"]} has no checksums.sha256, so nothing tells whether its files are what they were.",
            ],
            warnings);
    }

    [Theory]
    [InlineData("analysis/analysis.json", 1)]
    [InlineData("run.json", 2)]
    public void A_document_that_parses_and_does_not_fit_is_a_sentence_or_can_be_shown(string name, int seed)
    {
        using TemporaryFolder folder = analyzed.Copy();
        File.Delete(folder["run/checksums.sha256"]);
        File.Delete(folder["run/analysis/checksums.sha256"]);
        string file = folder[$"run/{name}"], text = File.ReadAllText(file);
        Random random = new(seed);
        int refused = 0, shown = 0;
        for (int i = 0; i < 150; i++)
        {
            File.WriteAllText(file, JsonMutation.Of(text, random));
            try
            {
                FinishedRun run = FinishedRun.Read(folder["run"]);
                if (shown++ < 2)
                {
                    Report.Write(folder["report.html"], folder["figures"], "t", [run]);
                }
            }
            catch (EngramException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 60, 149);
    }

    [Fact]
    public void A_run_is_analyzed_by_one_process_at_a_time()
    {
        using TemporaryFolder folder = analyzed.Copy();
        using FolderLock other = RunLock.TakeAnalysis(new AnalysisFolder(new RunFolder(folder["run"])));
        Assert.Equal(
            $"Another process writes {folder["run/analysis"]}; wait for it to end.",
            Assert.Throws<EngramException>(() => RunAnalysis.Analyze(folder["run"], new AnalysisRunOptions { DataDirectory = analyzed.Data })).Message);
    }

    [Fact]
    public void A_run_that_is_analyzed_while_its_folder_is_removed_leaves_nothing()
    {
        using TemporaryFolder folder = analyzed.Copy();
        Assert.Throws<EngramException>(() => RunAnalysis.Analyze(folder["run"], new AnalysisRunOptions { DataDirectory = analyzed.Data }, stage =>
        {
            if (stage == "saliency")
            {
                Directory.Delete(folder["run"], recursive: true);
            }
        }));
        Assert.False(Directory.Exists(folder["run"]));
    }

    /// <summary>A run that is analyzed, and one of another seed.</summary>
    public sealed class Analyzed : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Analyzed()
        {
            Data = TinyMnist.Write(_folder["data"]);
            foreach ((string name, ulong seed) in new[] { ("run", 1ul), ("other", 2ul) })
            {
                RunSpec spec = new() { Training = new() { Layers = [8, 8], Epochs = 2, BatchSize = 100, Seed = seed } };
                Runner.Run(spec, new RunOptions { Folder = _folder[name], DataDirectory = Data, Threads = 1 }, new RecordingObserver());
            }

            RunAnalysis.Analyze(_folder["run"], new AnalysisRunOptions { DataDirectory = Data, Threads = 1 });
        }

        public string Data { get; }

        public string Other => _folder["other"];

        /// <summary>A copy of the run, in <c>run</c> of a folder of its own.</summary>
        public TemporaryFolder Copy()
        {
            TemporaryFolder copy = new();
            foreach (string file in Directory.GetFiles(_folder["run"], "*", SearchOption.AllDirectories))
            {
                string target = copy[Path.Combine("run", Path.GetRelativePath(_folder["run"], file))];
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            return copy;
        }

        public void Dispose() => _folder.Dispose();
    }
}
