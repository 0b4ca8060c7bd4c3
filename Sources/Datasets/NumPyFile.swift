/// Writes NumPy's files: `.npy`, version 1.0 (NumPy Enhancement Proposal 1), and several of them in an `.npz`, which is
/// a ZIP archive.
package enum NumPyFile {
  /// Float32 numbers as `.npy`.
  package static func npy(shape: [Int], values: [Float]) -> [UInt8] {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for \(shape)")
    var bytes = header(type: "<f4", shape: shape)
    bytes.append(littleEndian: values)
    return bytes
  }

  /// A text as `.npy`: an array without axes of four bytes a character.
  package static func npy(text: String) -> [UInt8] {
    let scalars = Array(text.unicodeScalars)
    var bytes = header(type: "<U\(max(scalars.count, 1))", shape: [])
    for scalar in scalars { bytes.append(littleEndian: scalar.value) }
    if scalars.isEmpty { bytes.append(littleEndian: UInt32(0)) }
    return bytes
  }

  /// Tensors under their names, and a text as `__metadata__`, which is left out where it is nil. Nil where the archive
  /// would be larger than the 4 GB that ZIP files have without their extension.
  package static func npz(_ tensors: [NamedTensor], metadata: String?) -> [UInt8]? {
    let size = tensors.reduce(metadata?.utf8.count ?? 0) { $0 + $1.values.count * 4 + 512 }
    guard size < Int(UInt32.max), tensors.count < Int(UInt16.max) else { return nil }
    var archive = ZIPArchive()
    for tensor in tensors {
      archive.append(npy(shape: tensor.shape, values: tensor.values), as: "\(tensor.name).npy")
    }
    if let metadata { archive.append(npy(text: metadata), as: "__metadata__.npy") }
    return archive.finish()
  }

  /// Filled up with spaces so that the numbers begin at a multiple of 64 bytes.
  private static func header(type: String, shape: [Int]) -> [UInt8] {
    let axes = shape.map { "\($0)," }.joined(separator: " ")
    let tuple = shape.count == 1 ? "(\(axes))" : "(\(axes.dropLast()))"
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(tuple), }"
    let prefix = 10
    text += String(repeating: " ", count: 63 - (prefix + text.utf8.count) % 64) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes.append(littleEndian: UInt16(text.utf8.count))
    return bytes + Array(text.utf8)
  }
}
