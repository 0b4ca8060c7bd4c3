import Engine
import Testing

@Test("the engine names its version, its libraries with theirs, and the instruction sets")
func identity() {
  let identity = EngineIdentity.current
  #expect(!identity.version.isEmpty)
  #expect(identity.products.hasPrefix("oneDNN 2.") || identity.products.hasPrefix("oneDNN 3."))
  #expect(identity.eigenvectors.hasPrefix("LAPACK 3."))
  #expect(["plain", "avx2", "avx512"].contains { identity.instructionSet.hasPrefix($0) })
}
