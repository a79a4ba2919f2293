namespace DeepPipe.Training;

/// <summary>Whether a score is better when it is higher.</summary>
internal static class ScoreDirection
{
    /// <param name="score">Its name without that of the part, for example <c>loss</c>.</param>
    public static bool HigherIsBetter(string score) => score switch
    {
        "loss" or "log_loss" or "brier" or "rmse" or "mse" or "mae" or "mape" => false,
        _ => true,
    };
}
