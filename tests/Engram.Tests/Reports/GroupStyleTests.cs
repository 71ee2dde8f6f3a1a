using Engram.Families;
using Engram.Reports.Drawing;

namespace Engram.Tests.Reports;

public class GroupStyleTests
{
    [Fact]
    public void Every_model_has_a_color_a_marker_and_a_dash_of_its_own()
    {
        GroupStyle[] styles = [.. ModelTable.All.Select(model => GroupStyle.Of(model.Name, 0))];
        Assert.Distinct(styles.Select(style => style.Color));
        Assert.Distinct(styles.Select(style => style.Marker));
        Assert.Distinct(styles.Select(style => style.HollowMarker));
        Assert.Distinct(styles.Select(style => style.Line));
    }

    [Fact]
    public void The_groups_of_a_model_have_colors_of_their_own() =>
        Assert.All(ModelTable.All, model => Assert.Distinct(Enumerable.Range(0, 4).Select(index => GroupStyle.Of(model.Name, index).Color)));
}
