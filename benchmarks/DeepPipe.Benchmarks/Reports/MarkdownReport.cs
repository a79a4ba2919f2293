using System.Globalization;
using System.Text;

namespace DeepPipe.Benchmarks;

/// <summary>A report as a page.</summary>
internal static class MarkdownReport
{
    public static string Of(Report report, Machine machine)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {report.Title}\n\n`scripts/bench.sh {report.Subject}`, {machine.Date}.\n");
        Append(page, "What was run", report.Procedure);
        page.Append("\n## Results\n| measured | median | quartiles | extremes | values | goal | met |\n|---|---|---|---|---|---|---|\n");
        foreach (var measurement in report.Measurements)
            page.Append(Row(measurement));
        Append(page, "Notes", report.Notes);
        page.Append("\n## Machine\n| | |\n|---|---|\n");
        foreach (var (name, value) in machine.Facts)
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        return page.ToString();
    }

    private static void Append(StringBuilder page, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        page.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n");
        foreach (var line in lines)
            page.Append(CultureInfo.InvariantCulture, $"- {line}\n");
    }

    private static string Row(Measurement measurement)
    {
        var values = measurement.Values;
        var unit = measurement.Unit.Length > 0 ? $" {measurement.Unit}" : "";
        var met = measurement.IsMet switch { true => "yes", false => "**no**", null => "" };
        return $"| {measurement.Name} | {Number(values.Median)}{unit} | {Number(values.LowerQuartile)} to {Number(values.UpperQuartile)} "
            + $"| {Number(values.Minimum)} to {Number(values.Maximum)} | {values.Count} | {measurement.Goal} | {met} |\n";
    }

    // Four digits that count; large numbers whole, with their thousands apart.
    private static string Number(double value) => Math.Abs(value) >= 1000
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);
}
