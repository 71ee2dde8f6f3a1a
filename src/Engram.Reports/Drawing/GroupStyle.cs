using Engram.Reports.Data;
using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>How a group of runs is drawn; color and marker say the same, so that neither is needed to read a figure.</summary>
/// <param name="Model">The group's model.</param>
/// <param name="Index">The group's place among those of its model.</param>
/// <param name="Marker">A filled marker.</param>
/// <param name="HollowMarker">The same marker, hollow, for numbers from elsewhere.</param>
/// <param name="Line">How its lines are dashed, so that lines on top of each other are both seen.</param>
internal sealed record GroupStyle(string Model, int Index, MarkerShape Marker, MarkerShape HollowMarker, LinePattern Line)
{
    private static readonly LinePattern _dashDot = new([8, 3, 2, 3], 0, "dash-dot");
    private static readonly LinePattern _dashDotDot = new([8, 3, 2, 3, 2, 3], 0, "dash-dot-dot");
    private static readonly LinePattern _dots = new([2, 6], 0, "dots");
    private static readonly LinePattern _shortDash = new([4, 6], 0, "short-dash");
    private static readonly LinePattern _longDash = new([14, 4], 0, "long-dash");

    /// <summary>A color of Okabe and Ito's set, which color-blind readers can tell apart, as it is on the page that is drawn for.</summary>
    public Color Color
    {
        get
        {
            Color[] colors = Colors(Model);
            return colors[Index % colors.Length];
        }
    }

    /// <summary>The style of a model's n-th group; after a model's own colors come the ones that are left.</summary>
    public static GroupStyle Of(string model, int index)
    {
        (MarkerShape filled, MarkerShape hollow, LinePattern line) = Shapes(model);
        return new GroupStyle(model, index, filled, hollow, line);
    }

    private static Color[] Colors(string model) => model switch
    {
        ModelNames.ForwardForward => [FigureColors.Blue, FigureColors.SkyBlue, FigureColors.Purple, FigureColors.Black],
        ModelNames.BackpropagatedGoodness => [FigureColors.Orange, FigureColors.Vermilion, FigureColors.Purple, FigureColors.Black],
        ModelNames.Classifier => [FigureColors.Green, FigureColors.Purple, FigureColors.SkyBlue, FigureColors.Black],
        ModelNames.Hyperspherical => [FigureColors.Purple, FigureColors.Vermilion, FigureColors.SkyBlue, FigureColors.Black],
        ModelNames.LocalClassifier => [FigureColors.SkyBlue, FigureColors.Black, FigureColors.Vermilion, FigureColors.Purple],
        ModelNames.ConvolutionalForwardForward => [FigureColors.Ocher, FigureColors.Blue, FigureColors.Black, FigureColors.Purple],
        ModelNames.ConvolutionalHyperspherical => [FigureColors.Vermilion, FigureColors.Purple, FigureColors.Orange, FigureColors.Black],
        ModelNames.ConvolutionalClassifier => [FigureColors.Black, FigureColors.SkyBlue, FigureColors.Blue, FigureColors.Vermilion],
        ModelNames.SpikingForwardForward => [FigureColors.Gray, FigureColors.Blue, FigureColors.Vermilion, FigureColors.Purple],
        _ => [FigureColors.Purple, FigureColors.Black, FigureColors.SkyBlue, FigureColors.Vermilion],
    };

    private static (MarkerShape Filled, MarkerShape Hollow, LinePattern Line) Shapes(string model) => model switch
    {
        ModelNames.ForwardForward => (MarkerShape.FilledCircle, MarkerShape.OpenCircle, LinePattern.Solid),
        ModelNames.BackpropagatedGoodness => (MarkerShape.FilledSquare, MarkerShape.OpenSquare, LinePattern.DenselyDashed),
        ModelNames.Classifier => (MarkerShape.FilledTriangleUp, MarkerShape.OpenTriangleUp, LinePattern.Dotted),
        ModelNames.Hyperspherical => (MarkerShape.FilledDiamond, MarkerShape.OpenDiamond, LinePattern.Dashed),
        ModelNames.LocalClassifier => (MarkerShape.FilledTriangleDown, MarkerShape.OpenTriangleDown, _dashDot),

        // Only five markers are there both filled and hollow.
        ModelNames.ConvolutionalForwardForward => (MarkerShape.TriUp, MarkerShape.OpenCircleWithDot, _dots),
        ModelNames.ConvolutionalHyperspherical => (MarkerShape.Eks, MarkerShape.Asterisk, _dashDotDot),
        ModelNames.ConvolutionalClassifier => (MarkerShape.Cross, MarkerShape.HashTag, _longDash),
        ModelNames.SpikingForwardForward => (MarkerShape.VerticalBar, MarkerShape.OpenCircleWithCross, _shortDash),
        _ => (MarkerShape.FilledDiamond, MarkerShape.OpenDiamond, LinePattern.Dashed),
    };
}
