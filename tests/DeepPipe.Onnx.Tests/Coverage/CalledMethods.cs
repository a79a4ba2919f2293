using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace DeepPipe.Onnx.Tests;

/// <summary>Which methods of other assemblies some code calls: itself, or through methods of its own assembly. Read from its instructions.</summary>
internal sealed class CalledMethods
{
    private static readonly Dictionary<short, OpCode> Instructions = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly HashSet<MethodBase> seen = [];
    private readonly HashSet<MethodBase> outside = [];

    private CalledMethods()
    {
    }

    internal static IReadOnlyCollection<MethodBase> Of(IEnumerable<Delegate> code)
    {
        var called = new CalledMethods();
        foreach (var entry in code)
            called.Visit(entry.Method, entry.Method.Module.Assembly);
        return called.outside;
    }

    private void Visit(MethodBase method, Assembly own)
    {
        if (method.Module.Assembly != own)
            outside.Add(method);
        else if (seen.Add(method))
            foreach (var called in Calls(method))
                Visit(called, own);
    }

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var types = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var place = 0; place < code.Length;)
        {
            var instruction = Instructions[code[place] == 0xFE ? unchecked((short)(0xFE00 | code[place + 1])) : code[place]];
            place += instruction.Size;
            if (instruction.OperandType == OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(place)), types, arguments)!;
            place += OperandSize(instruction, code, place);
        }
    }

    private static int OperandSize(OpCode instruction, byte[] code, int place) => instruction.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(place)),
        _ => 4,
    };
}
