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

    /// <summary>Whether it names rows and nobody declared it.</summary>
    public bool IsIdentifier { get; private init; }

    public Column Column => Config.Named(Name) with { IsIdentifier = IsIdentifier };

    /// <param name="field">The column in the file.</param>
    /// <param name="declared">What the config says of it, or null.</param>
    /// <param name="files">The source.</param>
    public static FoundColumn Of(Field field, ColumnConfig? declared, SourceFiles files)
    {
        if (declared is not null)
            return new(field.Name, declared, null, null);
        if (files.Known(field.Name) is { } own)
            return new(field.Name, own, null, null) { IsIdentifier = files.IsIdentifier(field.Name) };
        if (files.IsText)
            return new(field.Name, null, new TypeGuess(files.Missing), null);
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
        _ when CellText.IsDate(type) => new DateTimeColumnConfig(),
        _ when ArrowTypes.IsList(type) && VectorColumn.Accepts(type) => new VectorColumnConfig(),
        _ when ArrowTypes.IsBytes(type) => new ImageColumnConfig(),
        _ => null,
    };

    private static string Refuse(IArrowType type)
    {
        var remedy = SetColumn.Accepts(type) ? "drop the column, or declare it as set to use its members" : "drop the column";
        return $"holds {ArrowTypes.Describe(type)}, which cannot be a feature or a target: {remedy}";
    }
}
