using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Features;
using DeepPipe.Inference;
using DeepPipe.Models;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

/// <summary>A trained model on its way into a bundle.</summary>
/// <param name="Model">The model, on any device.</param>
/// <param name="Features">What its features were fitted to.</param>
/// <param name="Targets">What its targets were fitted to.</param>
/// <param name="Profile">The training data's distribution.</param>
/// <param name="Missing">The words of the source that mean a gap in its text columns.</param>
/// <param name="Tolerance">What may differ; in regression the absolute part is in deviations of the target, and answers count from its mean.</param>
/// <param name="Seed">What the golden rows are drawn from.</param>
public sealed record ExportRequest(
    TableModel Model,
    FeaturePlan Features,
    TargetPlans Targets,
    ProfileDocument Profile,
    IReadOnlyList<string> Missing,
    Tolerance Tolerance,
    ulong Seed)
{
    /// <summary>What the bundle will read and answer.</summary>
    public Signature Signature => new()
    {
        Inputs =
        [
            .. Features.Inputs.Select(input => new SignatureColumn(input.Name, input.Type, Missing)
            {
                Encoding = Features.Blocks.FirstOrDefault(block => block.Name == input.Name)?.Encoding,
            }),
        ],
        Targets = [.. Targets.Each.Zip(Model.Head.Parts, Described)],
    };

    internal IReadOnlyList<Tolerance> ScaledTolerances => [.. Targets.Each.Select(target => target is NumberTarget number
        ? Tolerance with { Absolute = Tolerance.Absolute * number.Deviation, Origin = number.Mean }
        : Tolerance)];

    private SignatureTarget Described(TargetPlan target, IHead head) => new()
    {
        Column = target.Column,
        Task = target.Task.ToString().ToLowerInvariant(),
        Prefix = Targets.PrefixOf(target),
        Labels = (target as ClassTarget)?.Classes ?? (target as LabelsTarget)?.Labels ?? [],
        Positive = (target as ClassTarget)?.Positive,
        Thresholds = head.Threshold is { } threshold ? [.. threshold.cpu().reshape(-1).data<float>().Select(value => (double)value)] : [],
        Levels = [.. (target as NumberTarget)?.Levels.Select(level => level.Level) ?? []],
        Separator = (target as LabelsTarget)?.Separator,
        Horizon = (target as ForecastTarget)?.Horizon ?? 0,
        Channels = (target as ForecastTarget)?.Channels ?? [],
    };
}

/// <summary>Exports a model, proves it, and only then writes the bundle.</summary>
public static class BundleExport
{
    /// <summary>Exports with the weights as they are and holds the golden rows against them; writes nothing that stays.</summary>
    /// <exception cref="Onnx.OnnxExportException">The model does what ONNX cannot carry.</exception>
    /// <exception cref="ParityException">The exported model does not answer as the trainer does.</exception>
    public static ParityRecord Rehearse(ExportRequest request) => Prove(request, [], (_, _, parity) => parity);

    /// <summary>Exports, proves on the golden rows and the held-out rows, and writes the bundle, whole or not at all.</summary>
    /// <param name="request">The model.</param>
    /// <param name="heldOut">The held-out rows, in canonical form; read once.</param>
    /// <param name="path">The folder of the bundle.</param>
    /// <param name="replace">Whether a bundle that is there gives way.</param>
    /// <param name="describe">The manifest, made when the parity is known.</param>
    /// <returns>What was proven.</returns>
    /// <exception cref="Onnx.OnnxExportException">The model does what ONNX cannot carry.</exception>
    /// <exception cref="ParityException">The exported model does not answer as the trainer does; nothing is written.</exception>
    public static ParityRecord Write(
        ExportRequest request, IEnumerable<RecordBatch> heldOut, string path, bool replace, Func<Signature, ParityRecord, Manifest> describe) =>
        Prove(request, heldOut, (modelPath, golden, parity) =>
        {
            BundleFolder.Create(
                path,
                describe(request.Signature, parity),
                folder =>
                {
                    File.Copy(modelPath, Path.Combine(folder, "model.onnx"));
                    GoldenRows.Write(Path.Combine(folder, "golden.arrow"), golden);
                    File.WriteAllText(Path.Combine(folder, "profile.json"), request.Profile.ToJson());
                },
                replace);
            return parity;
        });

    private static ParityRecord Prove(
        ExportRequest request, IEnumerable<RecordBatch> heldOut, Func<string, RecordBatch, ParityRecord, ParityRecord> write)
    {
        var scratch = Directory.CreateTempSubdirectory("deeppipe-export-");
        try
        {
            var drawn = GoldenRowSampler.Draw(request.Profile, request.Features, request.Seed);
            var modelPath = Path.Combine(scratch.FullName, "model.onnx");
            using (var file = File.Create(modelPath))
                TableModelCapture.Run(request.Model, request.Features, request.Targets, drawn).Save(file);

            var trainer = new TrainerAnswers(request.Model, request.Features, request.Signature);
            using var exported = Predictor.Open(modelPath, request.Signature, new DeviceChoice.Cpu(), threads: 0, _ => { });
            var proof = new ParityProof(trainer, exported, request.ScaledTolerances);
            proof.Hold("golden row", [drawn]);
            proof.Hold("held-out row", heldOut);
            var golden = trainer.Expect(drawn);
            return write(modelPath, golden, new ParityRecord { Tolerances = request.ScaledTolerances, Measured = [proof.Measured] });
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
