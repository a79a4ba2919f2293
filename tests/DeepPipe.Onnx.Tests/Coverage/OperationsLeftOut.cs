namespace DeepPipe.Onnx.Tests;

/// <summary>Methods of TorchSharp that no case holds, each with the reason.</summary>
internal static class OperationsLeftOut
{
    private const string Constant = "makes a tensor out of what the forward brings along: a constant of the graph";
    private const string Random = "draws at random";
    private const string Bookkeeping = "says where a tensor lives, who owns it, what it is called or whether it has a gradient; its numbers stay";
    private const string Complex = "of complex numbers, which ONNX has no tensors of";
    private const string Sparse = "of sparse tensors, which ONNX has no operators for";
    private const string Quantised = "of quantised tensors, which a captured graph does not carry";
    private const string SizeFromValues = "the size of the result follows from values; it is refused";
    private const string Factorisation = "inverts, factorises or solves, which ONNX has no operator for";
    private const string Overflow = "made of a determinant, which overflows where its logarithm does not; ONNX has only the determinant";
    private const string NoFunction = "a function that ONNX has no operator for, and that has no short approximation";
    private const string ValuesSayHowOften = "runs as often as values say";
    private const string Memory = "reads or writes memory by its layout or bits, which ONNX has not";
    private const string FailsInTorch = "fails in TorchSharp itself";

    /// <summary>The names that have the same reason, apart from each other by blanks.</summary>
    internal static readonly IReadOnlyList<(string Reason, string Names)> Groups =
    [
        (Constant, "BoolTensor ByteTensor DoubleTensor FloatTensor IntTensor LongTensor ShortTensor as_tensor from_array from_file frombuffer load Load"),
        (Random, """
            _sample_dirichlet _standard_gamma bernoulli binomial cauchy exponential geometric log_normal multinomial normal poisson
            rand rand_like randint randint_like randn randn_like random randperm uniform get_rng_state
            """),
        (Bookkeeping, """
            DetachFromDisposeScope MoveToOtherDisposeScope MoveToOuterDisposeScope UnsafeCreateTensor WrappedTensorDisposeScope
            align_as align_to refine_names rename cuda mps pin_memory requires_grad with_requires_grad set is_neg op_MinusMinusGreater
            """),
        (Complex, """
            cdouble cfloat complex imag polar view_as_complex view_as_real stft istft
            fft.fft fft.fft2 fft.fftn fft.hfft fft.hfft2 fft.hfftn fft.ifft fft.ifft2 fft.ifftn fft.ihfft fft.ihfft2 fft.ihfftn
            fft.irfft fft.irfft2 fft.irfftn fft.rfft fft.rfft2 fft.rfftn
            """),
        (Sparse, "sparse_coo_tensor to_dense to_sparse"),
        (Quantised, "dequantize int_repr q_per_channel_scales q_per_channel_zero_points quantize_per_channel quantize_per_tensor"),
        (SizeFromValues, "argwhere bincount masked_select nonzero nonzero_as_list unique unique_consecutive"),
        (Factorisation, """
            cholesky_inverse cholesky_solve geqrf inverse lstsq lu lu_unpack orgqr ormqr pinverse
            linalg.cholesky linalg.cholesky_ex linalg.cond linalg.eig linalg.eigh linalg.eigvals linalg.eigvalsh linalg.householder_product
            linalg.inv linalg.inv_ex linalg.ldl_factor linalg.ldl_factor_ex linalg.ldl_solve linalg.lstsq linalg.lu linalg.lu_factor
            linalg.lu_solve linalg.matrix_rank linalg.pinv linalg.qr linalg.solve linalg.solve_ex linalg.solve_triangular linalg.svd
            linalg.svdvals linalg.tensorinv linalg.tensorsolve
            """),
        (Overflow, "logdet slogdet linalg.slogdet"),
        (NoFunction, """
            igamma igammac special.gammainc special.gammaincc special.zeta special.airy_ai special.bessel_j0 special.bessel_j1
            special.bessel_y0 special.bessel_y1 special.modified_bessel_k0 special.modified_bessel_k1
            special.scaled_modified_bessel_k0 special.scaled_modified_bessel_k1
            """),
        (ValuesSayHowOften, """
            gcd lcm matrix_exp linalg.matrix_exp
            special.chebyshev_polynomial_t special.chebyshev_polynomial_u special.chebyshev_polynomial_v special.chebyshev_polynomial_w
            special.shifted_chebyshev_polynomial_t special.shifted_chebyshev_polynomial_u special.shifted_chebyshev_polynomial_v
            special.shifted_chebyshev_polynomial_w special.hermite_polynomial_h special.hermite_polynomial_he
            special.laguerre_polynomial_l special.legendre_polynomial_p
            """),
        (Memory, "as_strided empty_strided nextafter"),
        (FailsInTorch, "cross nanmean"),
    ];

    internal static readonly IReadOnlyDictionary<string, string> Reasons = Groups
        .SelectMany(group => Split(group.Names).Select(name => (name, group.Reason))).ToDictionary(pair => pair.name, pair => pair.Reason);

    /// <summary>The groups as lines of a list.</summary>
    internal static IEnumerable<string> Lines =>
        Groups.Select(group => $"- {group.Reason}: {string.Join(", ", Split(group.Names).Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}");

    private static string[] Split(string names) => names.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
