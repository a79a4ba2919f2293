using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>
/// A run's <c>checkpoints/</c>: <c>last.safetensors</c>, from which the run goes on, and <c>best.safetensors</c>, the model of the
/// best epoch. The model's tensors stand under the module's own names, buffers included.
/// </summary>
internal sealed class CheckpointFolder
{
    private readonly CheckpointFile last;
    private readonly CheckpointFile best;
    private readonly IReadOnlyDictionary<string, Tensor> modelTensors;
    private readonly IReadOnlyDictionary<string, Tensor> runTensors;
    private readonly string path;

    /// <param name="runFolder">The run's folder; <c>checkpoints/</c> is made in it.</param>
    /// <param name="model">Whose state is kept.</param>
    /// <param name="optimizer">Whose state is kept in <c>last</c>.</param>
    /// <param name="losses">The losses of the epoch that is being run, kept in <c>last</c>.</param>
    public CheckpointFolder(string runFolder, nn.Module model, IFusedOptimizer optimizer, StepLosses losses)
    {
        path = Path.Combine(runFolder, "checkpoints");
        Directory.CreateDirectory(path);
        last = new CheckpointFile(Path.Combine(path, "last.safetensors"));
        best = new CheckpointFile(Path.Combine(path, "best.safetensors"));
        modelTensors = model.state_dict();
        // A module's name never holds a slash, so these never meet one.
        runTensors = modelTensors
            .Concat(optimizer.State.Select(pair => KeyValuePair.Create($"optimizer/{pair.Key}", pair.Value)))
            .Append(KeyValuePair.Create("training/losses", losses.Values))
            .ToDictionary();
    }

    public bool HasLast => last.Exists;

    public void SaveLast(Cursor cursor) => last.Write(runTensors, cursor.ToJson());

    public void SaveBest(Standing standing) => best.Write(modelTensors, standing.ToJson());

    /// <summary>Restores model, optimizer and losses.</summary>
    /// <exception cref="CheckpointException">There is no whole checkpoint of this model, or it is of a run with other data.</exception>
    public Cursor LoadLast(RunIdentity now)
    {
        var cursor = last.Read(runTensors, Cursor.FromJson);
        return cursor.Identity.DifferenceTo(now) is not { } difference
            ? cursor
            : throw new CheckpointException(
                $"The checkpoints in \"{path}\" are of a run with other data or another config ({difference}). "
                + "A run can only go on with the data and the config it was begun with.");
    }

    /// <summary>Refuses a damaged model of the best epoch, of which the run's end may be in need.</summary>
    /// <exception cref="CheckpointException">There is no whole checkpoint.</exception>
    public void RequireBest() => best.RequireWhole();

    /// <summary>Restores the model of the best epoch.</summary>
    /// <exception cref="CheckpointException">There is no whole checkpoint of this model.</exception>
    public Standing LoadBest() => best.Read(modelTensors, Standing.FromJson);
}
