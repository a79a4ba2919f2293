// Writes digits.onnx (or the file that is named) and holds ONNX Runtime's answers against TorchSharp's.
using System.Globalization;
using DeepPipe.Onnx;
using DeepPipe.Samples.OnnxExport;
using DeepPipe.Torch;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;

LibTorch.Load();                                       // once, before anything of TorchSharp
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var path = args.Length > 0 ? args[0] : "digits.onnx";

using var network = new Digits();
using var example = rand(2, 1, 28, 28);
var options = new OnnxOptions
{
    InputNames = ["images"],
    OutputNames = ["probabilities"],
    DynamicDimensions = [new Dictionary<int, string> { [0] = "images", [2] = "height", [3] = "width" }],
};
Console.WriteLine(OnnxExporter.Explain(network, example, options));
OnnxExporter.Export(network, example, path, options);

network.eval();
using var session = new InferenceSession(path);
var largest = 0.0;
foreach (var shape in (long[][])[[1, 1, 28, 28], [5, 1, 28, 28], [3, 1, 17, 40]])
    largest = Math.Max(largest, Difference(shape));
Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes; the largest difference between TorchSharp and ONNX Runtime is {largest:0.0E+0}.");
return largest < 1e-5 ? 0 : 1;

double Difference(long[] shape)
{
    using var scope = NewDisposeScope();
    using var withoutGradients = no_grad();
    var images = rand(shape);
    var wanted = network.call(images).data<float>().ToArray();

    var pixels = new DenseTensor<float>(images.data<float>().ToArray(), Array.ConvertAll(shape, size => (int)size));
    using var results = session.Run([NamedOnnxValue.CreateFromTensor("images", pixels)]);
    return results[0].AsEnumerable<float>().Zip(wanted, (found, expected) => (double)Math.Abs(found - expected)).Max();
}
