using System.Globalization;

namespace DeepPipe.Configuration;

/// <summary>Where a value was written.</summary>
/// <param name="Source">The file as the user typed it, or <c>--set key=value</c>.</param>
/// <param name="Line">The line, from 1; 0 where the place is the whole source.</param>
/// <param name="Column">The column, from 1; 0 where the place is the whole source.</param>
public readonly record struct Place(string Source, int Line, int Column)
{
    /// <summary>The whole of a source.</summary>
    public static Place Whole(string source) => new(source, 0, 0);

    /// <summary><c>file:line:column</c>, or the source alone where the place is the whole of it.</summary>
    public override string ToString() =>
        Line == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}:{Column}");
}
