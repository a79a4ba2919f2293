using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class ColumnEncoderTests
{
    private static readonly FeaturePlan Plan = new(
        [new("x", ColumnType.Number, 0, false, new AffineScaling(0, 1)),
            new("y", ColumnType.Integer, 0, false, new AffineScaling(0, 1))],
        [new("town", ["Zürich", "İzmir", "a", "longer than eight bytes"]), new("flag", ["true", "false"])], []);

    [Fact]
    public void Numbers_come_out_as_they_are_and_values_as_their_codes()
    {
        using var rows = new SomeTable()
            .Category("flag", "false", "true", null, "maybe", "false", "true")
            .Number("extra", 1, 2, 3, 4, 5, 6)
            .Integer("y", 1, 2, 3, 4, 5, 6)
            .Category("town", "Zürich", "izmir", "İzmir", "", "longer than eight bytes", "longer than eight byteS")
            .Number("x", 0.1, double.NaN, -0.0, 1e300, 5e-324, 3)
            .Rows();

        using var raw = new ColumnEncoder(Plan).Encode(rows);

        Assert.Equal((ScalarType.Float64, ScalarType.Int64), (raw.Numbers.dtype, raw.Codes.dtype));
        Assert.Equal([0.1, 1, double.NaN, 2, -0.0, 3, 1e300, 4, 5e-324, 5, 3, 6], raw.Numbers.contiguous().data<double>());
        Assert.Equal([2L, 3, 1, 2, 3, 0, 0, 1, 5, 3, 1, 2], raw.Codes.contiguous().data<long>());
    }

    [Fact]
    public void Every_value_of_a_vocabulary_has_the_code_of_its_place() =>
        Gen.String.Where(value => value.Length > 0 && IsValid(value)).HashSet[1, 300].Sample(values =>
        {
            string[] vocabulary = [.. values];
            var plan = new FeaturePlan([], [new("c", vocabulary)], []);
            using var rows = new SomeTable().Category("c", vocabulary).Rows();

            using var raw = new ColumnEncoder(plan).Encode(rows);

            Assert.Equal(Enumerable.Range(2, vocabulary.Length).Select(code => (long)code), raw.Codes.contiguous().data<long>());
        }, iter: 50, threads: 1);

    [Fact]
    public void Rows_out_of_the_middle_of_a_batch_are_encoded_like_rows_of_their_own()
    {
        using var rows = SmallTable().Rows();
        using var middle = rows.Slice(2, 3);
        var encoder = new ColumnEncoder(Plan);

        using var all = encoder.Encode(rows);
        using var some = encoder.Encode(middle);

        Assert.Equal(all.Numbers.slice(0, 2, 5, 1).contiguous().data<double>(), some.Numbers.contiguous().data<double>());
        Assert.Equal(all.Codes.slice(0, 2, 5, 1).contiguous().data<long>(), some.Codes.contiguous().data<long>());
    }

    [Fact]
    public void A_dictionary_of_texts_is_encoded_like_the_texts() =>
        Gen.Int[0, 4].Select(pick => new[] { "Zürich", "a", "b", "", null }[pick]).Array[1, 40].Sample(texts =>
        {
            var plan = new FeaturePlan([], [new("town", ["Zürich", "a"])], []);
            using var rows = new SomeTable().Category("town", texts).Rows();
            var (type, entries) = (new DictionaryType(Int32Type.Default, StringType.Default, false), new[] { "b", "", "a", "Zürich", null });
            var indices = new Int32Array.Builder();
            foreach (var text in texts)
                _ = text is null && indices.Length % 2 == 0 ? indices.AppendNull() : indices.Append(System.Array.IndexOf(entries, text));
            using var dictionary = new DictionaryArray(type, indices.Build(), new StringArray.Builder().AppendRange(entries).Build());
            using var coded = new RecordBatch(new Schema([new Field("town", type, true)], null), [dictionary], texts.Length);

            using var expected = new ColumnEncoder(plan).Encode(rows);
            using var found = new ColumnEncoder(plan).Encode(coded);
            Assert.Equal(expected.Codes.contiguous().data<long>(), found.Codes.contiguous().data<long>());
            using var middle = coded.Slice(texts.Length / 3, texts.Length / 2);
            using var ofMiddle = new ColumnEncoder(plan).Encode(middle);
            Assert.Equal(expected.Codes.narrow(0, texts.Length / 3, texts.Length / 2).contiguous().data<long>(), ofMiddle.Codes.contiguous().data<long>());
        }, iter: 100, threads: 1);

    [Fact]
    public void No_rows_and_no_columns_of_a_kind_are_fine()
    {
        using var rows = SmallTable().Rows();
        using var none = rows.Slice(0, 0);

        using var empty = new ColumnEncoder(Plan).Encode(none);
        using var noNumbers = new ColumnEncoder(new([], Plan.Categories, [])).Encode(rows);
        using var noCategories = new ColumnEncoder(new(Plan.Numbers, [], [])).Encode(rows);

        Assert.Equal([0L, 2], empty.Numbers.shape);
        Assert.Equal([0L, 2], empty.Codes.shape);
        Assert.Equal([6L, 0], noNumbers.Numbers.shape);
        Assert.Equal([6L, 0], noCategories.Codes.shape);
    }

    [Fact]
    public void A_column_that_is_not_there_or_not_canonical_is_named()
    {
        using var lacking = new SomeTable().Number("x", 1).Rows();
        using var wrong = new SomeTable().Category("x", "1").Number("y", 1).Rows();
        var encoder = new ColumnEncoder(Plan);

        Assert.Equal("The rows have no column \"y\". (Parameter 'rows')",
            Assert.Throws<ArgumentException>(() => encoder.Encode(lacking)).Message);
        Assert.Equal("Column \"x\" is a StringArray, not a DoubleArray. (Parameter 'rows')",
            Assert.Throws<ArgumentException>(() => encoder.Encode(wrong)).Message);
        using var numbers = new SomeTable().Number("x", 1).Number("y", 1).Number("town", 1).Category("flag", "true").Rows();
        Assert.Equal("A column of categories is a DoubleArray, not text. (Parameter 'column')",
            Assert.Throws<ArgumentException>(() => encoder.Encode(numbers)).Message);
    }

    private static SomeTable SmallTable() => new SomeTable()
        .Number("x", 1, 2, double.NaN, 4, 5, 6).Integer("y", 6, 5, 4, 3, 2, 1)
        .Category("town", "a", "b", null, "Zürich", "a", "a").Category("flag", "true", "true", "false", null, "false", "true");

    // Half a surrogate pair has no UTF-8.
    private static bool IsValid(string value) => !value.Any(char.IsSurrogate);
}
