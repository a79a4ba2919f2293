using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Statistics;

namespace DeepPipe;

/// <summary>All that was fitted on the train rows: features, targets, and the distribution that the bundle keeps.</summary>
/// <param name="Features">The fitted features.</param>
/// <param name="Targets">The fitted targets.</param>
/// <param name="Profile">The distribution of the features' columns.</param>
/// <param name="BinEdges">See <see cref="NetworkShape.BinEdges"/>; empty where the network asks for none.</param>
/// <param name="RowWeights">What each train row counts; null where each counts 1.</param>
internal sealed record FittedTable(
    FeaturePlan Features,
    TargetPlans Targets,
    ProfileDocument Profile,
    IReadOnlyList<IReadOnlyList<double>> BinEdges,
    RowWeights? RowWeights)
{
    /// <summary>Reads the table once: holds every row against the contract, profiles the train rows, and holds every target against them.</summary>
    /// <exception cref="DataException">The rows break their contract; all violations are named.</exception>
    /// <exception cref="FeatureException">The train rows do not allow the features asked for.</exception>
    /// <exception cref="TargetException">The target does not hold what the task needs.</exception>
    internal static FittedTable Fit(RootConfig config, Dataset dataset, CancellationToken cancel)
    {
        var candidates = config.FeatureColumns(dataset.Columns).Where(column => !config.Features.Drop.Contains(column.Name)).ToList();
        List<InputColumn> answers = [.. config.Targets.Select(target => Target(target, dataset))];
        List<InputColumn> columns = [.. candidates, .. answers];
        if (config.Training.RowWeights is { } weighing)
            columns.Add(new InputColumn(weighing, ColumnType.Number));

        var targets = config.Targets.Zip(answers, (target, column) => new TargetFit(target, column, config.Data.Source.Path)).ToList();
        var blocks = new BlockFit(config.Features, candidates, config.Data.Source.Path);
        var profile = Observe(config, dataset, columns, targets, blocks, cancel);
        var features = blocks.Complete(FeaturePlan.Fit(config.Features, config.FeatureColumns(dataset.Columns), profile));
        var plans = new TargetPlans(targets.ConvertAll(target => target.Complete(profile)));
        features = features.WithTarget(config.Features, plans, TrainRead(), config.Seed);
        var weights = config.Training.RowWeights is { } name ? RowWeights.Fit(name, profile.Numbers[name]) : null;
        var edges = config.Network.NumberInput.AskedBins?.Fit(features, plans, profile, TrainRead) ?? [];
        return new FittedTable(features, plans, Kept(config.Features, profile, features), edges, weights);

        IEnumerable<RecordBatch> TrainRead() =>
            PartRows.Read(dataset, [.. features.Inputs.Select(input => input.Name), .. plans.Columns], Part.Train, cancel);
    }

    private static InputColumn Target(TargetConfig target, Dataset dataset)
    {
        var column = dataset.Columns.Single(column => column.Name == target.Column);
        return new InputColumn(column.Name, column.Type) { Separator = column.Separator, Span = column.Span };
    }

    private static TableProfile Observe(
        RootConfig config, Dataset dataset, IReadOnlyList<InputColumn> columns, IReadOnlyList<TargetFit> targets, BlockFit blocks, CancellationToken cancel)
    {
        var profile = new TableProfile(columns.Where(column => !column.Type.IsBlock()).Select(column => (column.Name, column.Type)));
        var contract = dataset.Contract();
        var read = columns.Select(column => column.Name).Union(dataset.Declared).ToList();
        foreach (var batch in dataset.Read(read, cancel))
        {
            using var rows = batch.Rows;
            contract.Observe(rows);
            TrainRows.Observe(profile, batch);
            bool[] isTrain = [.. batch.Parts.ToArray().Select(part => part == Part.Train)];
            foreach (var target in targets)
                target.Observe(rows, isTrain);
            blocks.Observe(rows, isTrain);
        }
        contract.Complete();
        return profile;
    }

    // The bundle keeps the distribution of its inputs alone, and no value that is rare by either count.
    private static ProfileDocument Kept(FeaturesConfig config, TableProfile profile, FeaturePlan features) => new()
    {
        RowCount = profile.RowCount,
        Numbers = features.RawNumbers.ToDictionary(name => name, name => NumberSummary.Of(profile.Numbers[name])),
        Categories = features.Categories.ToDictionary(
            column => column.Name,
            column => CategorySummary.Of(
                profile.Categories[column.Name], Math.Max(ProfileDocument.DefaultRareBelow, config.RareBelow(column.Name)))),
    };

    internal string ToJson() => new JsonObject
    {
        ["features"] = JsonNode.Parse(Features.ToJson()),
        ["targets"] = JsonNode.Parse(Targets.ToJson()),
        ["bin_edges"] = JsonSerializer.SerializeToNode(BinEdges),
        ["row_weights"] = JsonSerializer.SerializeToNode(RowWeights),
        ["profile"] = JsonNode.Parse(Profile.ToJson()),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    /// <exception cref="RunException">The file is not there, or was altered.</exception>
    internal static FittedTable FromJson(string path)
    {
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            return new FittedTable(
                FeaturePlan.FromJson(json["features"]!.ToJsonString()),
                TargetPlans.FromJson(json["targets"]!.ToJsonString()),
                ProfileDocument.FromJson(json["profile"]!.ToJsonString()),
                json["bin_edges"].Deserialize<double[][]>()!,
                json["row_weights"].Deserialize<RowWeights>());
        }
        catch (Exception failure) when (failure is JsonException or NullReferenceException or InvalidOperationException or FileNotFoundException)
        {
            throw new RunException($"{path} cannot be read: {failure.Message} Restore it from a copy, or train again.", failure);
        }
    }
}
