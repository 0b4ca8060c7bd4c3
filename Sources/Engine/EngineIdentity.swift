import CDNNL
import CKernels
import CLAPACK

/// What the bits of a result depend on, beside what was asked for.
package struct EngineIdentity: Equatable, Sendable, Codable {
  /// Raised whenever the same configuration gives other bits.
  package let version: String
  /// The library that multiplies matrices, with its version.
  package let products: String
  /// The instruction sets that this processor runs: of the element kernels, and of the products.
  package let instructionSet: String
  /// The library that finds eigenvectors, with its version.
  package let eigenvectors: String

  /// The engine on this machine.
  package static var current: EngineIdentity {
    var name = "unknown"
    if let library = unsafe dnnl_version()?.pointee {
      unsafe name = "oneDNN \(library.major).\(library.minor).\(library.patch)"
    }
    var (major, minor, patch) = (Int32(0), Int32(0), Int32(0))
    unsafe ilaver_(&major, &minor, &patch)
    let kernels = unsafe String(cString: codebook_best_kernels().pointee.name)
    return EngineIdentity(
      version: "2", products: name,
      instructionSet: kernels == productsInstructionSet ? kernels : "\(kernels), \(productsInstructionSet)",
      eigenvectors: "LAPACK \(major).\(minor).\(patch)")
  }

  /// Whether this processor multiplies bfloat16 itself; where not, such products are made in float32.
  package static var multipliesBfloat16: Bool { MixedProducts.isNative }

  private static var productsInstructionSet: String {
    let isa = dnnl_get_effective_cpu_isa()
    return switch isa {
    case dnnl_cpu_isa_sse41: "sse41"
    case dnnl_cpu_isa_avx: "avx"
    case dnnl_cpu_isa_avx2: "avx2"
    case dnnl_cpu_isa_avx2_vnni: "avx2_vnni"
    case dnnl_cpu_isa_avx512_core: "avx512_core"
    case dnnl_cpu_isa_avx512_core_vnni: "avx512_core_vnni"
    case dnnl_cpu_isa_avx512_core_bf16: "avx512_core_bf16"
    case dnnl_cpu_isa_avx512_core_amx: "avx512_core_amx"
    default: "isa \(isa.rawValue)"
    }
  }
}
