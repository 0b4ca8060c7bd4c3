import Datasets
import Testing

/// The header of an IDX file of bytes.
private func header(_ dimensions: UInt32...) -> [UInt8] {
  var bytes: [UInt8] = [0, 0, 8, UInt8(dimensions.count)]
  for side in dimensions {
    for place in [UInt32(24), 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: side >> place)) }
  }
  return bytes
}

private func expectError(
  _ text: String, _ bytes: [UInt8], _ content: IDXFile.Content = .images, limit: Int = 10_000_000,
  at location: SourceLocation = #_sourceLocation
) {
  do throws(IDXError) {
    _ = try IDXFile(bytes, holding: content, limit: limit)
    Issue.record("nothing was thrown, expected: \(text)", sourceLocation: location)
  } catch {
    #expect(error.description == text, sourceLocation: location)
  }
}

@Suite("IDX files are read")
struct IDXFileTests {
  let twoImages = header(2, 3, 2) + (1...12)

  @Test("images lie row by row, and the shape is width × height")
  func images() throws {
    let file = try IDXFile(twoImages, holding: .images, limit: 12)
    #expect(file.count == 2)
    #expect(file.shape == SampleShape(width: 2, height: 3))
    #expect(file.values == Array(1...12))
  }

  @Test("labels are one byte each")
  func labels() throws {
    let file = try IDXFile(header(3) + [7, 0, 9], holding: .labels, limit: 3)
    #expect(file.values == [7, 0, 9])
  }

  @Test("a gzipped file is the file, with the digest of its contents")
  func gzip() throws {
    let plain = try IDXFile(twoImages, holding: .images, limit: 12)
    #expect(try IDXFile(gzipped(twoImages), holding: .images, limit: 12) == plain)
  }

  @Test("members of gzip in a row are one file")
  func members() throws {
    let packed = gzipped(Array(twoImages.prefix(20))) + gzipped([]) + gzipped(Array(twoImages.dropFirst(20)))
    #expect(try IDXFile(packed, holding: .images, limit: 12).values == Array(1...12))
  }
}

@Suite("Hostile IDX files are refused")
struct HostileIDXTests {
  @Test("dimensions of 0xFFFFFFFF", arguments: [false, true])
  func hugeDimensions(packed: Bool) {
    let bytes = header(.max, .max, .max) + [UInt8](repeating: 0, count: 8)
    let file = packed ? gzipped(bytes) : bytes
    expectError(
      "the header says 4,294,967,295 images of 4,294,967,295 × 4,294,967,295 pixels, the file has \(file.count) bytes",
      file)
  }

  @Test("more images than there are", arguments: [false, true])
  func hugeCount(packed: Bool) {
    let bytes = header(.max, 2, 2) + [UInt8](repeating: 0, count: 40_000)
    expectError("the header says 4,294,967,295 images, the file holds 10,000", packed ? gzipped(bytes) : bytes)
  }

  @Test("more labels than there are", arguments: [false, true])
  func hugeLabelCount(packed: Bool) {
    let bytes = header(.max) + [1, 2, 3]
    expectError("the header says 4,294,967,295 labels, the file holds 3", packed ? gzipped(bytes) : bytes, .labels)
  }

  @Test("a byte too few", arguments: [false, true])
  func short(packed: Bool) {
    let bytes = header(2, 3, 2) + (1...11)
    expectError("the header says 2 images, the file holds 1", packed ? gzipped(bytes) : bytes)
  }

  @Test("a byte too many", arguments: [false, true])
  func long(packed: Bool) {
    let bytes = header(2, 3, 2) + (1...13)
    expectError("the header says 2 images, the file holds more", packed ? gzipped(bytes) : bytes)
  }

  @Test("a header cut off", arguments: [false, true])
  func cutHeader(packed: Bool) {
    let bytes = Array(header(2, 3, 2).dropLast())
    expectError("it ends within its header", packed ? gzipped(bytes) : bytes)
  }

  @Test("a dimension of 0", arguments: [header(0, 2, 2), header(2, 0, 2), header(2, 2, 0)])
  func emptyDimension(bytes: [UInt8]) {
    expectError("its header has a dimension of 0", bytes)
  }

  @Test("something else than IDX")
  func otherFormat() {
    expectError("not an IDX file: it starts with the bytes 50 4B 03 04", [0x50, 0x4B, 3, 4, 0, 0])
    expectError("not an IDX file: it starts with the bytes 00", [0])
    expectError("it is empty", [])
  }

  @Test("values that are no bytes")
  func floats() {
    expectError("its values have type 0x0D, only bytes (type 0x08) can be read", [0, 0, 0x0D, 3] + header(1, 1, 1))
  }

  @Test("labels where images are wanted, and the other way round")
  func swapped() {
    expectError("its header has 1 dimension, expected 3", header(1) + [0])
    expectError("its header has 3 dimensions, expected 1", header(1, 1, 1) + [0], .labels)
    expectError("its header has 255 dimensions, expected 3", [0, 0, 8, 255])
  }

  @Test("a file over the limit", arguments: [false, true])
  func overLimit(packed: Bool) {
    let bytes = header(2, 3, 2) + (1...12)
    expectError("it unpacks to more than 11 bytes", packed ? gzipped(bytes) : bytes, limit: 11)
  }
}

@Suite("Hostile gzip data are refused")
struct HostileGzipTests {
  let whole = gzipped(header(2, 3, 2) + (1...12))

  @Test("cut off at any byte")
  func truncated() {
    for size in 2..<whole.count { expectError("its gzip data are cut off", Array(whole.prefix(size))) }
  }

  @Test("a wrong checksum")
  func checksum() {
    expectError(
      "its gzip data are damaged: incorrect data check", gzipped(header(2, 3, 2) + (1...12), damage: 1))
  }

  @Test("a wrong length")
  func length() {
    var bytes = whole
    bytes[bytes.count - 4] ^= 1
    expectError("its gzip data are damaged: incorrect length check", bytes)
  }

  @Test("something else behind them")
  func trailing() {
    expectError("its gzip data are damaged: 3 bytes of something else follow them", whole + [1, 2, 3])
  }

  @Test("a bomb behind a small header is not unpacked")
  func bombBehindSmallHeader() {
    var writer = GzipWriter()
    writer.store(header(10, 28, 28))
    writer.zeros(100_000)
    expectError("the header says 10 images, the file holds more", writer.finish())
  }

  @Test("a bomb behind a large header stops at the limit")
  func bombBehindLargeHeader() {
    var writer = GzipWriter()
    writer.store(header(1_000_000, 28, 28))
    writer.zeros(100_000)
    expectError("it unpacks to more than 1,000,000 bytes", writer.finish(), limit: 1_000_000)
  }
}
