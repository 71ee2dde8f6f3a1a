namespace Engram.Faults.Faults;

/// <summary>The folder is removed while a training lives, and another training begins in it: the two must not mix.</summary>
internal sealed class ReusedFolder : IFault
{
    public string Name => "reused-folder";

    public bool SuitsSweep => false;

    public IReadOnlyList<string> Prefix(Plan plan)
    {
        // Before the moment, because it takes as long as the work.
        plan.Undisturbed.Other(plan.Workshop);
        return [];
    }

    public string Strike(Moment moment)
    {
        Undisturbed other = moment.Plan.Undisturbed.Other(moment.Plan.Workshop);
        while (!moment.Process.HasExited && !File.Exists(Path.Combine(moment.Folder, "metrics.csv")))
        {
            // Until it has begun in its folder there is nothing to mix.
            Thread.Sleep(1);
        }

        bool hadEnded = moment.Process.HasExited;
        Remove(moment.Folder);
        moment.Remember();
        using (EngramProcess second = moment.Plan.Workshop.Start(other.Work.Command(moment.Folder)))
        {
            second.WaitForEnd();
            moment.Process.WaitForEnd();
            if (second.ExitCode != 0)
            {
                throw new MisbehaviorException($"the second training fails: {string.Join(' ', Ending.Sentences(second, wasAskedToStop: false))}");
            }
        }

        if (other.Comparison.Find(moment.Folder, mayWarn: false) is { } difference)
        {
            throw new MisbehaviorException($"the second training is other than undisturbed: {difference}");
        }

        if (!hadEnded && moment.Process.ExitCode == 0)
        {
            throw new MisbehaviorException("the first training ends well though its folder is gone");
        }

        Remove(moment.Folder);
        return "removed and used by another training";
    }

    /// <summary>Whoever writes there may make something while it is being removed.</summary>
    private static void Remove(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }
}
