using Engram.Experiments.SweepFiles;
using Engram.Tests.Experiments;
using Engram.Tests.Experiments.Sweeps;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Cli.Sweeps;

/// <summary>
/// Sweeps on a made-up cluster: an <c>sbatch</c> that starts tasks at once, and a <c>squeue</c> that lists those that are
/// alive. tests/slurm does the same on a real one.
/// </summary>
public sealed class SlurmTests
{
    private const string Sbatch = """
        #!/bin/bash
        # $1 is --parsable, $2 the array, $3 the script.
        cluster=$(dirname "$0")
        job=$(($(cat "$cluster/jobs" 2>/dev/null || echo 100) + 1))
        echo "$job" > "$cluster/jobs"
        echo "$2" >> "$cluster/submitted"
        for part in $(sed 's/--array=//; s/%.*//; s/,/ /g' <<< "$2"); do
          for index in $(seq "${part%-*}" "${part#*-}"); do
            SLURM_ARRAY_TASK_ID=$index SLURM_CPUS_PER_TASK=1 setsid bash "$3" </dev/null >/dev/null 2>&1 &
            echo "$job $index $!" >> "$cluster/tasks"
          done
        done
        echo "$job"

        """;

    private const string Squeue = """
        #!/bin/bash
        while read -r job index process; do
          kill -0 "$process" 2>/dev/null && echo "$job $index RUNNING"
        done < "$(dirname "$0")/tasks" 2>/dev/null
        exit 0

        """;

    /// <summary>Two tasks that never start; the reason is another after the third question.</summary>
    private const string Waiting = """
        #!/bin/bash
        asked=$(dirname "$0")/asked
        echo >> "$asked"
        if [ "$(wc -l < "$asked")" -le 3 ]; then
          printf '101 0 PENDING PartitionTimeLimit\n101 1 PENDING PartitionTimeLimit\n'
        else
          printf '101 0 PENDING JobHeldUser\n101 1 PENDING Nodes are DOWN, DRAINED\n'
        fi

        """;

    [Fact]
    public void Without_Slurm_there_is_a_sentence_and_nothing_is_lost()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        using TinySweep sweep = new(TinySweep.Quick);
        using EngramProcess process = Start(sweep, Directory.CreateDirectory(sweep["empty"]).FullName);
        Assert.Equal(2, process.WaitForExit());
        Assert.Equal(
            "squeue cannot be started, so this machine does not speak to a Slurm cluster; start the sweep on one that does, or leave --slurm out to train here.",
            process.Error);
    }

    [Fact(Explicit = true)]
    public void All_runs_are_tasks_of_one_array_and_have_the_bits_that_they_have_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        using TinySweep sweep = new(TinySweep.Quick);
        using EngramProcess process = Start(sweep, MakeCluster(sweep), "--max-running", "3");
        Assert.Equal((0, ""), (process.WaitForExit(), process.Error));
        Assert.Equal(["--array=0-3%3"], File.ReadAllLines(sweep["cluster/submitted"]));
        Assert.Contains("4 runs finished", process.Output, StringComparison.Ordinal);
        RunComparison.AssertSame(sweep.TrainAlone(sweep.Names[3]), sweep.Folder.Run(sweep.Names[3]).Path);
    }

    [Fact(Explicit = true)]
    public void Only_what_is_missing_is_submitted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        using TinySweep sweep = new(TinySweep.Quick);
        Assert.Equal(0, EngramRun.Of([.. sweep.Command, "--only", sweep.Names[1]]).ExitCode);
        using EngramProcess process = Start(sweep, MakeCluster(sweep));
        Assert.Equal((0, ""), (process.WaitForExit(), process.Error));
        Assert.Equal(["--array=0,2-3"], File.ReadAllLines(sweep["cluster/submitted"]));
    }

    [Fact(Explicit = true)]
    public void A_task_that_dies_is_submitted_again_and_one_that_was_stopped_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        using TinySweep sweep = new("epochs: 200", "learningRate: [0.01]");
        string[] names = sweep.Names;
        using EngramProcess process = Start(sweep, MakeCluster(sweep));
        process.WaitUntil(() => sweep.IsTraining(names[0]) && sweep.IsTraining(names[1]), "two trainings");
        Signals.Send(sweep.Attempt(names[0])!.ProcessId!.Value, 9);
        Signals.Send(sweep.Attempt(names[1])!.ProcessId!.Value, Signals.Terminate);
        Assert.Equal(0, process.WaitForExit());
        Assert.Contains($"failed       {names[0]}: its task ended without a word", process.Error, StringComparison.Ordinal);
        Assert.Contains($"interrupted  {names[1]}", process.Output, StringComparison.Ordinal);
        Assert.InRange(File.ReadAllLines(sweep["cluster/submitted"]).Length, 2, 3);
        RunComparison.AssertSame(sweep.TrainAlone(names[0]), sweep.Folder.Run(names[0]).Path);
        RunComparison.AssertSame(sweep.TrainAlone(names[1]), sweep.Folder.Run(names[1]).Path);
    }

    [Fact(Explicit = true)]
    public void Jobs_that_were_left_alone_are_taken_up_by_the_next_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        using TinySweep sweep = new("epochs: 50", "learningRate: [0.01]");
        string cluster = MakeCluster(sweep);
        using EngramProcess submitted = Start(sweep, cluster, "--no-wait");
        Assert.Equal((0, ""), (submitted.WaitForExit(), submitted.Error));
        Assert.Contains("2 runs in the cluster's hands, newest job 101", submitted.Output, StringComparison.Ordinal);
        Assert.EndsWith("Cancel with:\nscancel 101", submitted.Output, StringComparison.Ordinal);
        using EngramProcess followed = Start(sweep, cluster);
        Assert.Equal((0, ""), (followed.WaitForExit(), followed.Error));
        Assert.Single(File.ReadAllLines(sweep["cluster/submitted"]));
        Assert.All(sweep.Names, name => Assert.Equal(1, sweep.Attempt(name)!.Number));
    }

    [Fact]
    public void The_script_is_as_approved()
    {
        using TinySweep sweep = new(TinySweep.Quick);
        SlurmSettings settings = new() { Partition = "cpu", Account = "lab", Time = "2:00:00", Memory = "2G", Cpus = 4, MaxRunning = 16, Directives = ["--mail-type=END"] };
        string script = Engram.Experiments.Slurm.SlurmScript.Format(
            sweep.Plan, sweep.Folder, settings, new WorkerCommand(["/usr/bin/dotnet", "/opt/en gram/Engram.Cli.dll"], "/data"));
        Approved.Verify(script.Replace(sweep.Path, "/home/me", StringComparison.Ordinal), "slurm-script");
    }

    [Fact]
    public void A_percent_sign_in_the_logs_folder_is_none_of_Slurms_patterns()
    {
        using TinySweep sweep = new(TinySweep.Quick);
        string script = Format(sweep, new SweepFolder(sweep["drop50%noise, it's one/out"]));
        Assert.Contains($"#SBATCH --output=\"{sweep.Path}/drop50%%noise, it's one/out/logs/slurm-%A_%a.log\"\n", script, StringComparison.Ordinal);
        Assert.Contains($"exec >> '{sweep.Path}/drop50%noise, it'\\''s one/out/logs'/\"$run.log\" 2>&1\n", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\\b")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    public void A_folder_that_no_directive_can_name_is_refused(string name)
    {
        using TinySweep sweep = new(TinySweep.Quick);
        EngramException error = Assert.Throws<EngramException>(() => Format(sweep, new SweepFolder(sweep[name])));
        Assert.Contains("Slurm cannot write logs to a path with a backslash, a double quote or a line break", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_with_a_line_break_is_refused_on_one_line_and_writes_nothing()
    {
        using TinySweep sweep = new(TinySweep.Quick);
        EngramRun run = EngramRun.Of([.. sweep.Command[..^2], "--slurm", "--partition", "main\ntouch X #"]);
        Assert.Equal((2, "--partition holds the character U+000A, which cannot be shown in a line of text; choose a name without it.\n"), (run.ExitCode, run.Error));
        Assert.False(File.Exists(sweep.Folder.SlurmScriptPath));
    }

    [Theory]
    [InlineData("90", true)]
    [InlineData("2:30", true)]
    [InlineData("2:30:00", true)]
    [InlineData("1-12", true)]
    [InlineData("1-12:30:00", true)]
    [InlineData("UNLIMITED", true)]
    [InlineData("2h", false)]
    [InlineData("1:2:3:4", false)]
    [InlineData("", false)]
    [InlineData("90 --exclusive", false)]
    public void Time_limits_are_those_of_Slurm(string time, bool isLegal) =>
        Assert.Equal(isLegal, IsTaken(new SlurmSettings { Time = time }));

    [Theory]
    [InlineData("4G", true)]
    [InlineData("500m", true)]
    [InlineData("4GB", true)]
    [InlineData("4000", true)]
    [InlineData("1.5G", false)]
    [InlineData("10P", false)]
    [InlineData("4G\n", false)]
    public void Sizes_of_memory_are_those_of_Slurm(string memory, bool isLegal) =>
        Assert.Equal(isLegal, IsTaken(new SlurmSettings { Memory = memory }));

    [Fact(Explicit = true)]
    public void The_queues_reason_is_said_once_and_again_when_it_changes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        using TinySweep sweep = new("epochs: 1", "learningRate: [0.01]");
        string cluster = MakeCluster(sweep);
        Write(cluster, "sbatch", "#!/bin/bash\necho 101\n");
        Write(cluster, "squeue", Waiting);
        using EngramProcess process = Start(sweep, cluster);
        process.WaitUntil(() => process.Output.Contains("JobHeldUser", StringComparison.Ordinal), "the second reason");
        Assert.Equal(
            ["in the queue, which gives as its reason: PartitionTimeLimit", "in the queue, which gives as its reason: JobHeldUser; Nodes are DOWN, DRAINED"],
            process.Output.Split('\n').Where(line => line.StartsWith("in the queue", StringComparison.Ordinal)));
    }

    private static string Format(TinySweep sweep, SweepFolder folder) =>
        Engram.Experiments.Slurm.SlurmScript.Format(sweep.Plan, folder, new SlurmSettings(), new WorkerCommand(["/usr/bin/engram"], null));

    private static bool IsTaken(SlurmSettings settings)
    {
        SlurmOptions options = new() { Settings = settings, Command = new WorkerCommand(["engram"], null) };
        return Record.Exception(() => options.Over(new SlurmSettings())) is null;
    }

    /// <summary>A folder with the commands of a cluster.</summary>
    private static string MakeCluster(TinySweep sweep)
    {
        string folder = Directory.CreateDirectory(sweep["cluster"]).FullName;
        foreach ((string name, string text) in new[] { ("sbatch", Sbatch), ("squeue", Squeue) })
        {
            Write(folder, name, text);
        }

        return folder;
    }

    private static void Write(string folder, string name, string program)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, program);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static EngramProcess Start(TinySweep sweep, string programs, params string[] more)
    {
        string path = Directory.GetFiles(programs).Length == 0 ? programs : $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        return EngramProcess.Start(sweep.Path, new Dictionary<string, string> { ["PATH"] = path }, [.. sweep.Command[..^2], "--slurm", .. more]);
    }
}
