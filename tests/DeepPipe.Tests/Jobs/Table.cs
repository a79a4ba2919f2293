using System.Globalization;
using System.Text;

namespace DeepPipe.Tests;

/// <summary>A folder with a small table and a config for it; gone at the end.</summary>
internal sealed class Table : IDisposable
{
    internal const int RowCount = 300;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-tests-");

    internal string RunsFolder => Path.Combine(folder.FullName, "runs");

    internal string CsvPath => Path.Combine(folder.FullName, "table.csv");

    /// <summary>Rows with a number, a number with gaps, a category and a target; the split follows the row.</summary>
    internal static string[] Rows(string target = "binary")
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, RowCount).Select(row => Row(row, random, target))];
    }

    internal RootConfig Write(
        IEnumerable<string> rows, string task = "binary", string network = "{type: mlp, layers: [8], dropout: 0.1}", int batchRows = 32, string more = "",
        string source = "{type: csv, path: table.csv}", string training = "drop_last: false",
        string encodings = "[code, {type: target}]", string? targets = null)
    {
        File.WriteAllText(CsvPath, $"size,weight,colour,answer,split\n{string.Join('\n', rows)}\n");
        var text = $$$"""
            format: 1
            name: small
            seed: 5
            data:
              source: {{{source}}}
              split: {type: column, column: split}
            features: {defaults: {category: {rare_below: 1, encodings: {{{encodings}}} }} }
            targets: {{{targets ?? $$"""[{column: answer, task: {{task}}}]"""}}}
            network: {{{network}}}
            training: {epochs: 3, batch_rows: {{{batchRows}}}, threads: 1, {{{training}}}}
            {{{more}}}
            """;
        return Configuration.Config.Parse<RootConfig>(text, Path.Combine(folder.FullName, "small.yaml"), [], Environment.GetEnvironmentVariable);
    }

    internal TrainResult Train(RootConfig config) =>
        TrainJob.Start(config, new TrainOptions { RunsFolder = RunsFolder, Device = "cpu" }, CancellationToken.None);

    public void Dispose() => folder.Delete(recursive: true);

    private static string Row(int row, Random random, string target)
    {
        var size = Math.Round(random.NextDouble() * 10, 3);
        var weight = random.Next(10) == 0 ? "" : random.Next(100).ToString(CultureInfo.InvariantCulture);
        var colour = ((string[])["red", "green", "blue", ""])[random.Next(4)];
        var answer = target switch
        {
            "regression" => (3 * size + (colour == "red" ? 5 : 0)).ToString("R", CultureInfo.InvariantCulture),
            "multiclass" => size < 3 ? "small" : size < 7 ? "middle" : "large",
            _ => size + (colour == "red" ? 3 : 0) > 6 ? "yes" : "no",
        };
        var part = (row % 5) switch { 3 => "validation", 4 => "test", _ => "train" };
        return new StringBuilder().Append(CultureInfo.InvariantCulture, $"{size},{weight},{colour},{answer},{part}").ToString();
    }
}
