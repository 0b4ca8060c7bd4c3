import Foundation

/// Writes safetensors files: the header's length in eight bytes, the header in JSON, the numbers one after the other
/// (https://github.com/huggingface/safetensors, section "Format").
package enum SafetensorsFile {
  /// The same bytes for the same tensors, which stand in the order given. The header is filled up with spaces to a
  /// multiple of eight bytes, so that the numbers can be mapped into memory as they lie.
  package static func bytes(of tensors: [NamedTensor], metadata: [(key: String, value: String)]) -> [UInt8] {
    let facts = metadata.map { "\(quoted($0.key)):\(quoted($0.value))" }.joined(separator: ",")
    var entries = ["\"__metadata__\":{\(facts)}"]
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.values.count * 4
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(quoted(tensor.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}")
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    bytes.append(littleEndian: UInt64(header.count))
    bytes += header
    for tensor in tensors { bytes.append(littleEndian: tensor.values) }
    return bytes
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: (try? encoder.encode(text)) ?? Data("\"\"".utf8), as: UTF8.self)
  }
}
