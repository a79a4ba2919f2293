using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch.Tests;

public sealed class SafeTensorsTests
{
    private static readonly byte[] Reference = File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "Safetensors", "reference.safetensors"));

    private static readonly Gen<(string Name, ScalarType Type, long[] Shape)> SomeTensor = Gen.Select(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12],
        Gen.Int[0, SafeTensorsType.All.Count - 1].Select(index => SafeTensorsType.All[index].Scalar),
        Gen.Long[0, 4].Array[0, 3]);

    [Fact]
    public void Reading_then_writing_the_reference_file_gives_its_bytes()
    {
        using var content = SafeTensorsContent.Read(new MemoryStream(Reference));
        using var written = new MemoryStream();
        SafeTensorsWriter.Write(written, content.Tensors.Reverse(), content.Metadata);
        Assert.Equal(Reference, written.ToArray());
    }

    [Fact]
    public void The_reference_file_reads_as_its_script_says()
    {
        using var content = SafeTensorsContent.Read(new MemoryStream(Reference));
        Assert.Equal("Grüße ‹∂›", content.Metadata["note"]);
        Assert.Equal([1L, -(1L << 40)], content.Tensors["steps"].data<long>().ToArray());
        Assert.Equal(0.1, content.Tensors["scale"].item<double>());
        Assert.Equal([2, 2], content.Tensors["weight"].shape);
        Assert.Equal([1.5f, -0f, float.PositiveInfinity], content.Tensors["bias"].data<float>().ToArray());
        Assert.Equal([1f, -2f], content.Tensors["wide"].to(ScalarType.Float32).data<float>().ToArray());
        Assert.Equal([1f, -2f], content.Tensors["half"].to(ScalarType.Float32).data<float>().ToArray());
        Assert.Equal([true, false], content.Tensors["mask"].data<bool>().ToArray());
    }

    [Fact]
    public void Writing_then_reading_is_identity() =>
        SomeTensor.List[0, 6].Sample(specs =>
        {
            using var scope = NewDisposeScope();
            var tensors = specs.DistinctBy(spec => spec.Name).ToDictionary(
                spec => spec.Name,
                spec => (randn(spec.Shape) * 100).to(spec.Type));
            var metadata = new Dictionary<string, string> { ["cursor"] = "{\"epoch\": 1}" };

            using var stream = new MemoryStream();
            SafeTensorsWriter.Write(stream, tensors, metadata);
            stream.Position = 0;
            using var content = SafeTensorsContent.Read(stream);

            Assert.Equal(metadata, content.Metadata);
            Assert.Equal(tensors.Keys.Order(), content.Tensors.Keys.Order());
            foreach (var (name, tensor) in tensors)
            {
                Assert.Equal(tensor.shape, content.Tensors[name].shape);
                Assert.Equal(tensor.dtype, content.Tensors[name].dtype);
                Assert.True(tensor.bytes.SequenceEqual(content.Tensors[name].bytes), name);
            }
        }, iter: 100, threads: 1);

    [Fact]
    public void A_view_that_is_not_contiguous_is_written_by_its_values()
    {
        using var tensor = arange(6, ScalarType.Float32).view(2, 3).t();
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, [new("t", tensor)], new Dictionary<string, string>());
        stream.Position = 0;
        using var content = SafeTensorsContent.Read(stream);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], content.Tensors["t"].data<float>().ToArray());
    }

    [Fact]
    public void Every_cut_of_a_file_is_refused() =>
        Gen.Int[0, Reference.Length - 1].Sample(
            length => Assert.Throws<SafeTensorsException>(() => SafeTensorsContent.Read(new MemoryStream(Reference, 0, length))),
            iter: 200, threads: 1);

    [Fact]
    public void An_altered_byte_never_brings_anything_but_a_refusal_or_a_file() =>
        Gen.Select(Gen.Int[0, Reference.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var altered = Reference.ToArray();
            altered[at] = value;
            try
            {
                SafeTensorsContent.Read(new MemoryStream(altered)).Dispose();
            }
            catch (SafeTensorsException)
            {
            }
        }, iter: 2000, threads: 1);

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4,
        "Its tensors take 8 bytes, but 4 follow the header: the file was cut off or added to.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8,
        "Tensor \"a\" has 8 bytes; its shape [3] of F32 needs 12.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12,
        "Tensor \"a\" begins at byte 4 of the data; 0 is where the one before it ends.")]
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", 8,
        "Tensor \"a\" is F8_E4M3, which is not read. Read are: I64, F64, F32, I32, BF16, F16, I16, I8, U8, BOOL.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,2],\"data_offsets\":[0,8]}}", 8,
        "Tensor \"a\" has 8 bytes; its shape [9223372036854775807, 2] of F32 needs 73786976294838206456.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8,
        "Tensor \"a\" has a negative size, or not two data_offsets.")]
    public void A_malformed_file_says_what_is_wrong(string header, int dataBytes, string message)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(header);
        var file = BitConverter.GetBytes((long)text.Length).Concat(text).Concat(new byte[dataBytes]).ToArray();
        var failure = Assert.Throws<SafeTensorsException>(() => SafeTensorsContent.Read(new MemoryStream(file)));
        Assert.Equal(message, failure.Message);
    }

    [Theory]
    [InlineData(3, "It has 3 bytes; a safetensors file has at least 8.")]
    [InlineData(40, "Its header claims 592 bytes, but only 32 follow: the file was cut off.")]
    public void A_file_cut_in_its_header_says_so(int length, string message)
    {
        var failure = Assert.Throws<SafeTensorsException>(() => SafeTensorsContent.Read(new MemoryStream(Reference, 0, length)));
        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void The_reserved_name_and_unknown_types_are_refused_on_writing()
    {
        using var plain = zeros(1);
        using var complex = zeros(1, ScalarType.ComplexFloat32);
        Assert.Equal(
            "A tensor cannot be named \"__metadata__\": the format keeps that name for its metadata.",
            Refusal("__metadata__", plain));
        Assert.Equal(
            "Tensor \"c\" is ComplexFloat32, which is not written. Written are: "
            + "Int64, Float64, Float32, Int32, BFloat16, Float16, Int16, Int8, Byte, Bool.",
            Refusal("c", complex));

        static string Refusal(string name, Tensor tensor) => Assert.Throws<ArgumentException>(
            () => SafeTensorsWriter.Write(new MemoryStream(), [new(name, tensor)], new Dictionary<string, string>())).Message;
    }
}
