using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>A column of the source, and whence its type comes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Known">What is declared, or follows from the file's own type; null where only the values tell.</param>
/// <param name="Guess">Where only the values tell: what they tell so far.</param>
/// <param name="Refusal">Why an undeclared column cannot be read, as the end of a sentence; null where it can.</param>
internal sealed record FoundColumn(string Name, ColumnConfig? Known, TypeGuess? Guess, string? Refusal)
{
    /// <summary>What is declared, known or guessed; category where the column cannot be read.</summary>
    public ColumnConfig Config => Known ?? Guess?.Config ?? new CategoryColumnConfig();

    public Column Column => new(Name, Config.Type);

    public static FoundColumn Of(Field field, ColumnConfig? declared, bool isText, MissingWords missing)
    {
        if (declared is not null)
            return new(field.Name, declared, null, null);
        if (isText)
            return new(field.Name, null, new TypeGuess(missing), null);
        return ByType(field.DataType) is { } known
            ? new(field.Name, known, null, null)
            : new(field.Name, null, null, Refuse(field.DataType));
    }

    private static ColumnConfig? ByType(IArrowType type) => type switch
    {
        _ when CellText.IsInteger(type) => new IntegerColumnConfig(),
        _ when CellText.IsFloat(type) || CellText.IsDecimal(type) => new NumberColumnConfig(),
        _ when CellText.IsText(type) || type.TypeId == ArrowTypeId.Null => new CategoryColumnConfig(),
        _ when type.TypeId == ArrowTypeId.Boolean => new BooleanColumnConfig(),
        _ => null,
    };

    private static string Refuse(IArrowType type)
    {
        var remedy = CellText.IsDate(type) ? "drop the column, or declare it as category to use its text" : "drop the column";
        return $"holds {ArrowTypes.Describe(type)}, which cannot be a feature or a target: {remedy}";
    }
}
