using System.Globalization;

namespace DeepPipe.Evaluation;

/// <summary>How reports write numbers, in every locale alike.</summary>
internal static class ReportNumber
{
    /// <summary>A share or a score, with four digits after the point.</summary>
    public static string Score(double value) => double.IsNaN(value) ? "undefined" : value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>A number in the target's unit, with six significant digits.</summary>
    public static string Quantity(double value) => double.IsNaN(value) ? "undefined" : value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);
}
