using global::Onnx;
using Google.Protobuf;

namespace DeepPipe.Onnx;

/// <summary>Attributes of ONNX nodes.</summary>
internal static class OnnxAttribute
{
    /// <summary>An attribute of the type that its value has: a whole number, a float, text, a tensor, or a list of one of these.</summary>
    internal static AttributeProto Of((string Name, object Value) attribute)
    {
        var result = new AttributeProto { Name = attribute.Name };
        switch (attribute.Value)
        {
            case bool flag:
                (result.Type, result.I) = (AttributeProto.Types.AttributeType.Int, flag ? 1 : 0);
                break;
            case int number:
                (result.Type, result.I) = (AttributeProto.Types.AttributeType.Int, number);
                break;
            case long number:
                (result.Type, result.I) = (AttributeProto.Types.AttributeType.Int, number);
                break;
            case double number:
                (result.Type, result.F) = (AttributeProto.Types.AttributeType.Float, (float)number);
                break;
            case string text:
                (result.Type, result.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case IEnumerable<long> numbers:
                result.Type = AttributeProto.Types.AttributeType.Ints;
                result.Ints.Add(numbers);
                break;
            case IEnumerable<string> texts:
                result.Type = AttributeProto.Types.AttributeType.Strings;
                result.Strings.Add(texts.Select(ByteString.CopyFromUtf8));
                break;
            default:
                throw new ArgumentException($"An attribute of type {attribute.Value.GetType()} is not known.", nameof(attribute));
        }
        return result;
    }
}
