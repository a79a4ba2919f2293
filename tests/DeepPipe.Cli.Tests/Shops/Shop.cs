using System.Globalization;
using System.Text;

namespace DeepPipe.Cli.Tests;

/// <summary>A folder with a small table of customers and a config that trains on it in a second; removed at the end.</summary>
public sealed class Shop : IDisposable
{
    /// <summary>The header of the table.</summary>
    public const string Header = "age,hours,work,city,bought";

    /// <summary>A config that trains in a second.</summary>
    public const string ConfigText =
        """
        format: 1
        name: shop
        seed: 3
        data:
          source: {type: csv, path: rows.csv}
        targets:
          - {column: bought, task: binary, positive: "yes"}
        network: {type: mlp, layers: [16, 16], dropout: 0.1}
        training:
          epochs: 8
          batch_rows: 32
          threads: 1
          checkpoints: {every_steps: 3}

        """;

    private readonly DirectoryInfo root;

    /// <summary>Makes the folder, the table and the config.</summary>
    /// <param name="name">How the folder's name begins.</param>
    public Shop(string name = "deeppipe shop ")
    {
        root = Directory.CreateTempSubdirectory(name);
        Write("rows.csv", Rows(rowCount: 300));
        Write("shop.yaml", ConfigText);
    }

    /// <summary>The folder.</summary>
    public string Path => root.FullName;

    /// <summary>The config.</summary>
    public string Config => At("shop.yaml");

    /// <summary>Where runs go.</summary>
    public string Runs => At("runs");

    /// <summary>The table, the same each time.</summary>
    public static string Rows(int rowCount, int seed = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder(Header).Append('\n');
        for (var row = 0; row < rowCount; row++)
        {
            var (age, hours) = (random.Next(18, 80), Math.Round(random.NextDouble() * 60, 2));
            var work = Pick(random, "Private", "Local-gov", "Self \"own\"");
            var city = Pick(random, "Ulm", "Köln", "Bern, CH", "");
            var bought = age / 40.0 + hours / 30 + random.NextDouble() > 2.5 ? "yes" : "no";
            var ageText = random.Next(20) == 0 ? "" : age.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{ageText},{hours},{Quoted(work)},{Quoted(city)},{bought}\n");
        }
        return text.ToString();
    }

    /// <summary>The path of a file in the folder.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file in the folder, and answers its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Writes the config with one text replaced by another, and answers its path.</summary>
    public string ConfigWith(string old, string by)
    {
        Assert.Contains(old, ConfigText, StringComparison.Ordinal);
        return Write("changed.yaml", ConfigText.Replace(old, by, StringComparison.Ordinal));
    }

    /// <summary>Writes the table with its lines changed, each by its number from 0 for the header.</summary>
    public void ChangeRows(Func<int, string, string> change) =>
        Write("rows.csv", string.Concat(Rows(rowCount: 300).Split('\n').SkipLast(1).Select((line, index) => change(index, line) + "\n")));

    /// <summary>The folders of finished writes in the runs folder.</summary>
    public IReadOnlyList<string> RunFolders() => !Directory.Exists(Runs)
        ? []
        : [.. Directory.EnumerateDirectories(Runs).Where(folder => !System.IO.Path.GetFileName(folder).StartsWith('.'))];

    /// <summary>Everything in the folder, however deep.</summary>
    public IReadOnlyList<string> Everything() =>
        [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>The words of <c>deeppipe train</c> with this folder's runs.</summary>
    public string[] Train(string config, params string[] more) => ["train", config, "--runs", Runs, "--device", "cpu", .. more];

    /// <summary>Trains the config to its end, and answers the run's folder.</summary>
    public string TrainedRun(params string[] more)
    {
        CommandProcess.DeepPipe(Train(Config, more)).Succeeds();
        return RunFolders().Single();
    }

    /// <inheritdoc/>
    public void Dispose() => root.Delete(recursive: true);

    private static string Pick(Random random, params string[] words) => words[random.Next(words.Length)];

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
