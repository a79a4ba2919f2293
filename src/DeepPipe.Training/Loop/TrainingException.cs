namespace DeepPipe.Training;

/// <summary>Training cannot go on; the message says where it stopped and what to try.</summary>
public sealed class TrainingException(string message) : Exception(message)
{
    /// <summary>A part that training needs has no rows.</summary>
    /// <param name="part">Its name, such as validation.</param>
    public static TrainingException NoRows(string part) =>
        new($"There are no {part} rows. Look at data.split: each part needs at least one row.");
}
