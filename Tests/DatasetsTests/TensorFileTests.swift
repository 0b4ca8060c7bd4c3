import Datasets
import Foundation
import Testing

@Suite("Tensors are written for other programs")
struct TensorFileTests {
  private let pair = [
    NamedTensor(name: "a", shape: [2, 3], values: [1, 2, 3, -0.5, 0, 0.001]),
    NamedTensor(name: "b.bias", shape: [1], values: [4]),
  ]

  /// `import numpy as np, io; b = io.BytesIO()`
  /// `np.save(b, np.array([[1, 2, 3], [-0.5, 0, 1e-3]], np.float32)); b.getvalue()`
  @Test("an array as .npy is what NumPy saves")
  func npy() {
    let bytes = NumPyFile.npy(shape: pair[0].shape, values: pair[0].values)
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    #expect(bytes.count == 152 && bytes[..<10] == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 0x76, 0])
    #expect(bytes[10..<128] == (Array(header.utf8) + Array(repeating: 0x20, count: 58) + [0x0A])[...])
    #expect(hex(bytes[128...]) == "0000803f0000004000004040000000bf000000006f12833a")
  }

  @Test(
    "the shape is Python's tuple, and the numbers begin at a multiple of 64",
    arguments: [([2], "(2,), }"), ([0, 784], "(0, 784), }"), ([100_000_000_000_000, 0], "(100000000000000, 0), }")])
  func shapes(shape: [Int], text: String) {
    let bytes = NumPyFile.npy(shape: shape, values: Array(repeating: 0, count: shape.reduce(1, *)))
    #expect(String(decoding: bytes, as: UTF8.self).contains("'shape': \(text)"))
    #expect((bytes.count - shape.reduce(1, *) * 4) % 64 == 0)
  }

  /// `np.save(b, np.array("aβ"))`
  @Test("a text as .npy has four bytes a character")
  func text() {
    let bytes = NumPyFile.npy(text: "aβ")
    #expect(
      String(decoding: bytes[..<128], as: UTF8.self).contains("{'descr': '<U2', 'fortran_order': False, 'shape': (), }")
    )
    #expect(hex(bytes[128...]) == "61000000b2030000")
  }

  /// The checksum is `zlib.crc32` of what NumPy saves.
  @Test("an .npz is a ZIP archive of stored files")
  func npz() throws {
    let bytes = try #require(NumPyFile.npz(pair, metadata: nil))
    #expect(
      hex(bytes[..<35]) == "504b03041400" + "0000" + "0000" + "00002100" + "3ec4185b"
        + "98000000" + "98000000" + "0500" + "0000" + hex(Array("a.npy".utf8)[...]))
    #expect(Array(bytes[35..<187]) == NumPyFile.npy(shape: pair[0].shape, values: pair[0].values))
    let directory = bytes.count - 22
    #expect(hex(bytes[directory...]) == "504b0506" + "00000000" + "02000200" + "6b000000" + "67010000" + "0000")
    let start = 0x167
    #expect(
      hex(bytes[start..<start + 51]) == "504b01021400" + "1400" + "0000" + "0000" + "00002100" + "3ec4185b"
        + "98000000" + "98000000" + "0500" + "0000" + "0000" + "0000" + "0000" + "00000000" + "00000000"
        + hex(Array("a.npy".utf8)[...]))
  }

  @Test("a safetensors file has its header's length, its header and the numbers in their order")
  func safetensors() throws {
    let bytes = SafetensorsFile.bytes(of: pair, metadata: [("title", "a \"b\" \\ β/2\n")])
    let header =
      #"{"__metadata__":{"title":"a \"b\" \\ β/2\n"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"#
      + #""b.bias":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}}"#
    let length = (header.utf8.count + 7) / 8 * 8
    #expect(Array(bytes[..<8]) == [UInt8(length), 0, 0, 0, 0, 0, 0, 0])
    #expect(
      String(decoding: bytes[8..<8 + length], as: UTF8.self)
        == header + String(repeating: " ", count: length - header.utf8.count))
    #expect(hex(bytes[(8 + length)...]) == "0000803f0000004000004040000000bf000000006f12833a00008040")
  }

  private func hex(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
