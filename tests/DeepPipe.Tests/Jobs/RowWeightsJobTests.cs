using DeepPipe.Configuration;
using DeepPipe.Features;
using DeepPipe.Torch;

namespace DeepPipe.Tests;

public sealed class RowWeightsJobTests
{
    [Fact]
    public void Rows_of_no_weight_teach_nothing()
    {
        using var table = new Table();
        string[] rows = [.. Table.Rows().Select((row, index) => $"{(index % 3 == 0 ? 0 : index % 5 + 1)}{row[row.IndexOf(',', StringComparison.Ordinal)..]}")];
        string[] lied = [.. rows.Select(row => row.StartsWith("0,", StringComparison.Ordinal) && row.EndsWith("train", StringComparison.Ordinal)
            ? row.Replace(",yes,", ",?,", StringComparison.Ordinal).Replace(",no,", ",yes,", StringComparison.Ordinal).Replace(",?,", ",no,", StringComparison.Ordinal)
            : row)];
        Assert.NotEqual(rows, lied);

        Assert.Equal(Weights(rows, "row_weights: size"), Weights(lied, "row_weights: size"));
        Assert.NotEqual(Weights(rows, "row_weights: null"), Weights(lied, "row_weights: null"));

        byte[] Weights(string[] of, string option)
        {
            var result = table.Train(table.Write(of, training: option, encodings: "[code]"));
            using var stream = File.OpenRead(Path.Combine(result.Run.Path, "checkpoints", "best.safetensors"));
            using var content = SafeTensorsContent.Read(stream);
            Assert.Equal(option.EndsWith("size", StringComparison.Ordinal) ? 2 : 3, result.Run.ReadFitted().Features.Inputs.Count);
            return [.. content.Tensors.Where(entry => entry.Key.StartsWith("network.", StringComparison.Ordinal)).SelectMany(entry => entry.Value.bytes.ToArray())];
        }
    }

    [Theory]
    [InlineData("row_weights: sise", "training.row_weights is \"sise\". Allowed: a column of numbers that is no target: size, weight. Did you mean \"size\"?")]
    [InlineData("row_weights: colour", "training.row_weights is \"colour\". Allowed: a column of numbers that is no target: size, weight.")]
    public void Row_weights_that_are_no_numbers_are_a_problem(string option, string problem)
    {
        using var table = new Table();
        Assert.Equal(problem, Assert.Single(Assert.Throws<ConfigException>(() => table.Train(table.Write(Table.Rows(), training: option))).Problems).ToString());
    }

    [Fact]
    public void A_row_without_a_weight_is_refused()
    {
        using var table = new Table();
        Assert.Matches(
            "^The row weight \"weight\" is missing in \\d+ of \\d+ train rows\\. Every row that is learned from needs its weight: complete them, or leave training\\.row_weights out\\.$",
            Assert.Throws<TargetException>(() => table.Train(table.Write(Table.Rows(), training: "row_weights: weight"))).Message);
    }
}
