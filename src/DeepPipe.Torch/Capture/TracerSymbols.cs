using System.Runtime.InteropServices;

namespace DeepPipe.Torch;

/// <summary>The functions of libtorch's tracer, by their C++ names (Itanium mangling, so Linux and macOS).</summary>
/// <remarks>
/// None of these may throw across the boundary: a C++ exception there ends the process. What is passed is checked before.
/// A <c>shared_ptr</c> by value is the address of its two words. An <c>IValue</c> is 16 bytes: payload, then tag.
/// </remarks>
internal sealed unsafe class TracerSymbols
{
    internal readonly delegate* unmanaged<void*, void> NewState;
    internal readonly delegate* unmanaged<void*, void> EndState;
    internal readonly delegate* unmanaged<void*, void> SetState;
    internal readonly delegate* unmanaged<void**> GetState;
    internal readonly delegate* unmanaged<void*, void*, void*, void*, void*> InsertConstant;
    internal readonly delegate* unmanaged<void*, void*, void> SetValue;
    internal readonly delegate* unmanaged<void*, void*> GetValue;
    internal readonly delegate* unmanaged<void*, void*, void*> SetName;
    internal readonly delegate* unmanaged<void*, void*, byte, void*> Print;
    internal readonly delegate* unmanaged<void*, void> SetNodeCallback;
    internal readonly delegate* unmanaged<void*, void*, void*> ConstantOf;

    private static readonly Lazy<TracerSymbols> Shared = new(() => Of(LibTorch.CoreLibrary));

    private readonly string version;
    private readonly Func<string, nint> addressOf;

    /// <param name="version">The version of the library.</param>
    /// <param name="addressOf">The address of a function of the library, 0 where it has none of that name.</param>
    /// <exception cref="LibTorchException">One of the functions is missing.</exception>
    internal TracerSymbols(string version, Func<string, nint> addressOf)
    {
        this.version = version;
        this.addressOf = addressOf;
        NewState = (delegate* unmanaged<void*, void>)Find("_ZN5torch3jit6tracer12TracingStateC1Ev");
        EndState = (delegate* unmanaged<void*, void>)Find("_ZN5torch3jit6tracer12TracingStateD1Ev");
        SetState = (delegate* unmanaged<void*, void>)Find("_ZN5torch3jit6tracer15setTracingStateESt10shared_ptrINS1_12TracingStateEE");
        GetState = (delegate* unmanaged<void**>)Find("_ZN5torch3jit6tracer15getTracingStateEv");
        InsertConstant = (delegate* unmanaged<void*, void*, void*, void*, void*>)Find(
            "_ZN5torch3jit5Graph14insertConstantERKN3c106IValueESt8optionalINS0_11SourceRangeEES6_INS2_13intrusive_ptrINS0_5ScopeE"
            + "NS2_6detail34intrusive_target_default_null_typeISA_EEEEE");
        SetValue = (delegate* unmanaged<void*, void*, void>)Find("_ZN5torch3jit6tracer13setValueTraceERKN3c106IValueEPNS0_5ValueE");
        GetValue = (delegate* unmanaged<void*, void*>)Find("_ZN5torch3jit6tracer13getValueTraceERKN3c106IValueE");
        SetName = (delegate* unmanaged<void*, void*, void*>)Find(
            "_ZN5torch3jit5Value12setDebugNameERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE");
        Print = (delegate* unmanaged<void*, void*, byte, void*>)Find("_ZNK5torch3jit5Graph8toStringB5cxx11Eb");
        SetNodeCallback = (delegate* unmanaged<void*, void>)Find(
            "_ZN5torch3jit6tracer23setRecordSourceLocationEPFvPNS0_4NodeEE");
        ConstantOf = (delegate* unmanaged<void*, void*, void*>)Find("_ZN5torch3jit8toIValueEPKNS0_5ValueE");
    }

    /// <exception cref="LibTorchException">libtorch lacks one of the functions.</exception>
    internal static TracerSymbols Get() => Shared.Value;

    /// <param name="library">The handle of libtorch_cpu; 0 where it is not known.</param>
    /// <exception cref="LibTorchException">The handle is not known, or the library lacks one of the functions.</exception>
    internal static TracerSymbols Of(nint library) => library == 0
        ? throw new LibTorchException($"Capturing a graph needs libtorch {LibTorchVersion.Wanted} on Linux.")
        : new(LibTorchVersion.Of(library), name => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0);

    private void* Find(string name) => addressOf(name) is var address && address != 0
        ? (void*)address
        : throw new LibTorchException(
            $"libtorch {version} does not offer \"{name}\", which capturing a graph needs. Wanted: libtorch {LibTorchVersion.Wanted}, "
            + "Linux build.");
}
