using DeepPipe.Torch;

namespace DeepPipe.Onnx.Tests;

public sealed class GraphReaderTests
{
    [Theory]
    [InlineData("   = aten::_foreach_add_(%5, %6), scope: __module", "aten::_foreach_add_(%5, %6), scope: __module")]
    [InlineData("   = prim::SetAttr[name=\"mean\"](%5, %6)", "prim::SetAttr[name=\"mean\"](%5, %6)")]
    [InlineData("    %7 : Long() = aten::size(%5, %6)", "%7 : Long() = aten::size(%5, %6)")]
    public void A_line_without_results_is_refused_by_its_name(string line, string named)
    {
        var failure = Assert.Throws<OnnxExportException>(() => GraphReader.Read(Text(line), []));
        Assert.Equal(
            $"The forward pass does what gives no result, and cannot be exported: {named}. Write it with operations that give back what they "
            + "make.",
            failure.Message);
    }

    [Fact]
    public void Head_and_return_are_no_operations() => Assert.Empty(GraphReader.Read(Text(), []).Nodes);

    private static TracedGraph Text(params string[] lines) => new(
        $"graph():\n{string.Concat(lines.Select(line => line + "\n"))}  return (%v0)\n",
        [],
        new Dictionary<string, string>(),
        new Dictionary<string, TracedConstant>());
}
