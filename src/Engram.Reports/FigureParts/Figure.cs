using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.Figures;

namespace Engram.Reports.FigureParts;

/// <summary>One figure of a report. To add one: a file with its class, and a line in <see cref="FigureTable"/>.</summary>
public abstract class Figure
{
    /// <summary>Name of its files, without extension.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>Two sentences: what is seen, and how it was computed.</summary>
    public abstract string Explanation { get; }

    /// <summary>What it is in a report on these runs.</summary>
    private protected virtual string Entitle(ReportData data) => Title;

    /// <summary>The same about the runs of a report, without what none of them has.</summary>
    private protected virtual string Explain(ReportData data) => Explanation;

    /// <summary>Title and explanation in a report.</summary>
    internal FigureCaption Caption(ReportData data) => new(data.Say(Entitle(data)), data.Say(Explain(data)));

    /// <summary>Where in the report it stands.</summary>
    public abstract ReportSection Section { get; }

    /// <summary>Whether the runs have what the figure shows.</summary>
    internal abstract bool AppliesTo(ReportData data);

    /// <summary>Whether every class has a place of its own in it, which nobody can read where there are very many.</summary>
    internal virtual bool ShowsEveryClass => false;

    /// <summary>Draws the figure.</summary>
    internal abstract FigurePage Draw(ReportData data);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
