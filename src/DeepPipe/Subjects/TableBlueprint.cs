using System.Globalization;
using DeepPipe.Bundle;
using DeepPipe.Export;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>The blueprint of a model of table rows.</summary>
internal sealed class TableBlueprint(RootConfig config, FittedTable fitted) : IBlueprint
{
    /// <inheritdoc/>
    public string ToJson() => fitted.ToJson();

    /// <inheritdoc/>
    public IEnumerable<string> Notes => fitted.Features.Dropped.Select(dropped => dropped.ToString());

    /// <inheritdoc/>
    public long BytesARow => fitted.Features.NumberWidth * sizeof(float) + fitted.Features.CategorySizes.Count * sizeof(long) + TargetBytes
        + fitted.Features.Blocks.Sum(block => (long)block.Encoding.RowBytes);

    /// <inheritdoc/>
    public Trainee FreshTrainee()
    {
        manual_seed(unchecked((long)config.Seed));
        var model = TableModel.Of(fitted.Features, fitted.Targets, config.Network, fitted.BinEdges, config.Targets);
        return Trainee.Of(model, fitted.Targets);
    }

    /// <inheritdoc/>
    public string? Calibrate(Trainee trainee, PreparedPart validation) =>
        HeadCalibration.Fit(trainee, validation, fitted.Targets, [.. config.Targets.Select(target => target.Threshold)]);

    /// <inheritdoc/>
    public ParityRecord Rehearse(Trainee trainee) => BundleExport.Rehearse(Request(trainee));

    /// <inheritdoc/>
    public string Report(Trainee trainee, Training.Evaluation evaluation, IReadOnlyList<Tensor> answers, PreparedPart rows) =>
        HeldOutReport.Text(fitted.Targets, answers, rows, fitted.Features);

    /// <inheritdoc/>
    public string NextCommand(string bundlePath) => $"deeppipe predict {ShellWord.Of(bundlePath)} new.csv scored.parquet";

    /// <inheritdoc/>
    public NetworkSummary Summary(Trainee trainee) => NetworkSummary.Of(trainee.Network, ((TableModel)trainee.Model).Shape);

    /// <inheritdoc/>
    public IEnumerable<(string Word, string Text)> Lines()
    {
        var features = fitted.Features;
        var instants = features.DateTimes.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {features.DateTimes.Count} datetimes") : "";
        var blocks = string.Concat(features.Blocks.Select(block => $", {Described(block)}"));
        yield return ("features", string.Create(
            CultureInfo.InvariantCulture,
            $"{features.Numbers.Count} numbers ({features.NumberWidth} wide), {features.Categories.Count} categories{instants}{blocks}"));
        foreach (var target in fitted.Targets.Each)
            yield return ("target", $"{target.Column}, {target.Task.ToString().ToLowerInvariant()}");
    }

    internal ExportRequest Request(Trainee trainee) => new(
        (TableModel)trainee.Model,
        fitted.Features,
        fitted.Targets,
        fitted.Profile,
        config.Data.Source.Missing,
        new Tolerance(config.Export.Tolerance.Absolute, config.Export.Tolerance.Relative),
        config.Seed);

    private long TargetBytes =>
        fitted.Targets.Each is [ClassTarget] ? sizeof(long) : fitted.Targets.Each.Sum(target => target.Width) * sizeof(float);

    private static string Described(BlockFeature block) =>
        $"{block.Name} ({block.Type.ToString().ToLowerInvariant()} [{string.Join(", ", block.Encoding.Shape)}])";
}
