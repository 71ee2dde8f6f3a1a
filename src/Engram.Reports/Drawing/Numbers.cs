using System.Globalization;

namespace Engram.Reports.Drawing;

/// <summary>How numbers are written in figures and tables, the same in every country.</summary>
internal static class Numbers
{
    /// <summary>A share with four digits, without the leading zero: .9581.</summary>
    public static string Accuracy(double value) => Text(value, ".0000");

    /// <summary>A share with three digits, without the leading zero: .886.</summary>
    public static string Share(double value) => Text(value, ".000");

    /// <summary>A share on an axis: 0, .2, 1.</summary>
    public static string Tick(double value) => Text(value, "#.##") is { Length: > 0 } text ? text : "0";

    /// <summary>A number with three significant digits.</summary>
    public static string Short(double value) => Text(value, Math.Abs(value) is 0 or (>= 1e-4 and < 1e5) ? "G3" : "0.#E+0");

    /// <summary>A whole number with thousands apart.</summary>
    public static string Count(double value) => Text(value, "N0");

    /// <summary>A number in .NET's format, without a country's habits; a true minus sign; a dash where there is no number.</summary>
    public static string Text(double value, string format) => double.IsFinite(value)
        ? value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−')
        : "–";
}
