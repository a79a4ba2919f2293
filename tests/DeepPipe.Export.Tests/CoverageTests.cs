using System.Text;
using DeepPipe.Bundle;
using DeepPipe.Encoders;
using DeepPipe.Features;
using DeepPipe.Models;
using static TorchSharp.torch;

namespace DeepPipe.Export.Tests;

/// <summary>
/// The README's table of what is exported: each network with each kind of feature, built, captured and held against the trainer. With
/// DEEPPIPE_WRITE_DOCS=1 the table is written anew.
/// </summary>
public sealed class CoverageTests
{
    private const string Begin = "<!-- coverage: written by the tests of DeepPipe.Export -->\n";
    private const string End = "<!-- end of coverage -->";

    private static readonly string[] Kinds = ["number", "category", "datetime", "set", "vector", "text", "image", "series", "language"];

    private static readonly IReadOnlyDictionary<string, NetworkConfig> Networks = new Dictionary<string, NetworkConfig>
    {
        ["linear"] = new LinearConfig(),
        ["mlp"] = new MlpConfig { Layers = [8] },
        ["resnet"] = new ResNetConfig { Blocks = 1, Width = 6, HiddenWidth = 8 },
        ["dcn_v2"] = new CrossNetworkConfig { Layers = [8] },
        ["ft_transformer"] = new FeatureTransformerConfig { Blocks = 1, Width = 8, Heads = 2, HiddenWidth = 6 },
        ["tabm"] = new TabMConfig { Members = 3, Layers = [8] },
        ["wide_and_deep"] = new WideAndDeepConfig { Layers = [8] },
        ["ensemble"] = new EnsembleConfig { Members = 2, Of = new MlpConfig { Layers = [8] } },
        ["dlinear"] = new DLinearConfig(),
        ["nlinear"] = new NLinearConfig(),
        ["patch_tst"] = new PatchTransformerConfig { Patch = 4, Stride = 2, Layers = 1, Width = 8, Heads = 2, HiddenWidth = 8 },
        ["gru"] = new GruConfig { Width = 6 },
        ["lstm"] = new LstmConfig { Width = 6 },
        ["gpt"] = new GptConfig { Layers = 1, Heads = 2, Width = 8 },
    };

    [Fact]
    public void The_table_of_the_README_is_what_is_exported()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "README.md");
        var readme = File.ReadAllText(path);
        var (start, end) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        var table = Table();
        if (Environment.GetEnvironmentVariable("DEEPPIPE_WRITE_DOCS") == "1")
            File.WriteAllText(SourcePath(), readme[..start] + table + readme[end..]);
        else
            Assert.Equal(table, readme[start..end]);
    }

    [Fact]
    public void Every_network_of_a_config_is_in_the_table() => Assert.Equal(
        typeof(NetworkConfig).GetCustomAttributes(typeof(Configuration.VariantAttribute), false).Cast<Configuration.VariantAttribute>()
            .Select(variant => variant.Name).Except(["custom"]).Order(),
        Networks.Keys.Order());

    private static string Table()
    {
        var text = new StringBuilder().Append("| network | ").AppendJoin(" | ", Kinds).Append(" |\n|---|");
        foreach (var _ in Kinds)
            text.Append("---|");
        foreach (var (name, network) in Networks)
            text.Append("\n| ").Append(name).Append(" | ").AppendJoin(" | ", Kinds.Select(kind => IsExported(network, kind) ? "yes" : "")).Append(" |");
        return text.Append('\n').ToString();
    }

    // Whether a network takes a kind of feature. One that does must be exported and answer as the trainer does, or the test fails.
    private static bool IsExported(NetworkConfig network, string kind)
    {
        try
        {
            Export(network, kind);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Export(NetworkConfig network, string kind)
    {
        using var scope = NewDisposeScope();
        switch (kind)
        {
            case "language":
                var encoding = new TokenEncoding(new CharacterTokeniser("abc \n"), 16);
                var shape = new NetworkShape(0, [], encoding.Size) { Blocks = [new TextShape(16, encoding.Size)] };
                if (network.Build(shape) is not GptNetwork language)
                    throw new ArgumentException("The network is no language model.", nameof(network));
                LanguageExport.Rehearse(new LanguageExportRequest(language, encoding, 100, new Tolerance(1e-4), Seed: 1));
                break;
            case "series":
                using (var forecast = new SmallForecast(network, lookBack: 12, channelCount: 2, horizon: 3, seed: 1))
                    BundleExport.Rehearse(forecast.Request);
                break;
            default:
                var columns = (Numbers: kind == "number" ? 2 : 0, Categories: kind == "category" ? 2 : 0);
                var block = kind is "number" or "category" ? null : kind == "datetime" ? "instant" : kind;
                using (var small = SmallModel.Of(
                    columns.Numbers, columns.Categories, [SmallModel.Plan(new() { Column = "answer", Task = TaskKind.Binary })], network,
                    blockCount: block is null ? 0 : 1, onlyBlock: block))
                    BundleExport.Rehearse(small.Request);
                break;
        }
    }

    private static string SourcePath([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "README.md"));
}
