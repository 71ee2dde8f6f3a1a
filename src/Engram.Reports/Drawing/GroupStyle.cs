using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>How a group of runs is drawn; color and marker say the same, so that neither is needed to read a figure.</summary>
/// <param name="Color">A color of Okabe and Ito's set, which color-blind readers can tell apart.</param>
/// <param name="Marker">A filled marker.</param>
/// <param name="HollowMarker">The same marker, hollow, for numbers from elsewhere.</param>
internal sealed record GroupStyle(Color Color, MarkerShape Marker, MarkerShape HollowMarker)
{
    /// <summary>The style of a model's n-th group; after a model's own colors come the ones that are left.</summary>
    public static GroupStyle Of(string model, int index)
    {
        Color[] colors = Colors(model);
        (MarkerShape filled, MarkerShape hollow) = Markers(model);
        return new GroupStyle(colors[index % colors.Length], filled, hollow);
    }

    private static Color[] Colors(string model) => model switch
    {
        ModelNames.ForwardForward => [FigureColors.Blue, FigureColors.SkyBlue, FigureColors.Purple, FigureColors.Black],
        ModelNames.BackpropagatedGoodness => [FigureColors.Orange, FigureColors.Vermilion, FigureColors.Purple, FigureColors.Black],
        ModelNames.Classifier => [FigureColors.Green, FigureColors.Purple, FigureColors.SkyBlue, FigureColors.Black],
        _ => [FigureColors.Purple, FigureColors.Black, FigureColors.SkyBlue, FigureColors.Vermilion],
    };

    private static (MarkerShape Filled, MarkerShape Hollow) Markers(string model) => model switch
    {
        ModelNames.ForwardForward => (MarkerShape.FilledCircle, MarkerShape.OpenCircle),
        ModelNames.BackpropagatedGoodness => (MarkerShape.FilledSquare, MarkerShape.OpenSquare),
        ModelNames.Classifier => (MarkerShape.FilledTriangleUp, MarkerShape.OpenTriangleUp),
        _ => (MarkerShape.FilledDiamond, MarkerShape.OpenDiamond),
    };
}
