using Engram.Reports.Reference;

namespace Engram.Tests.Reports;

public sealed class ReferenceComparisonTests
{
    [Theory]
    [InlineData(0.93, ReferenceMark.Inside)]
    [InlineData(0.9585, ReferenceMark.Inside)]
    [InlineData(0.95854, ReferenceMark.Inside)]
    [InlineData(0.9586, ReferenceMark.Above)]
    [InlineData(0.92996, ReferenceMark.Inside)]
    [InlineData(0.9299, ReferenceMark.Below)]
    [InlineData(1.0, ReferenceMark.Above)]
    [InlineData(0.0, ReferenceMark.Below)]
    [InlineData(double.NaN, ReferenceMark.None)]
    [InlineData(null, ReferenceMark.None)]
    public void Accuracy_is_marked_by_the_range_in_four_digits(double? accuracy, ReferenceMark expected)
    {
        Assert.Equal(expected, ReferenceComparison.Accuracy(accuracy, ReferenceNumbers.Find("mnist", "ff")));
    }

    [Fact]
    public void Accuracy_without_a_range_is_near_or_apart()
    {
        ReferenceResult svhn = ReferenceNumbers.Find("svhn", "bp")!;
        Assert.Equal(ReferenceMark.Near, ReferenceComparison.Accuracy(0.85, svhn));
        Assert.Equal(ReferenceMark.Apart, ReferenceComparison.Accuracy(0.8, svhn));
    }

    [Theory]
    [InlineData(0.809, ReferenceMark.Near)]
    [InlineData(0.859, ReferenceMark.Near)]
    [InlineData(0.759, ReferenceMark.Near)]
    [InlineData(0.8592, ReferenceMark.Apart)]
    [InlineData(0.7588, ReferenceMark.Apart)]
    [InlineData(double.NaN, ReferenceMark.None)]
    [InlineData(null, ReferenceMark.None)]
    public void Sparseness_within_a_twentieth_is_near(double? sparseness, ReferenceMark expected)
    {
        Assert.Equal(expected, ReferenceComparison.Sparseness(sparseness, ReferenceNumbers.Find("mnist", "ff"), 0));
    }

    [Fact]
    public void A_layer_or_a_data_set_that_is_not_listed_has_no_mark()
    {
        Assert.Equal(ReferenceMark.None, ReferenceComparison.Sparseness(0.5, ReferenceNumbers.Find("mnist", "ff"), 3));
        Assert.Null(ReferenceNumbers.Find("letters", "ff"));
        Assert.Equal(ReferenceMark.None, ReferenceComparison.Accuracy(0.9, null));
    }

    [Fact]
    public void Best_listed_accuracies_lie_in_their_ranges()
    {
        Assert.All(ReferenceNumbers.All.Where(result => result.Range is not null), result =>
            Assert.InRange(result.Accuracy, result.Range!.Value.Low, result.Range.Value.High + 0.0004));
    }
}
