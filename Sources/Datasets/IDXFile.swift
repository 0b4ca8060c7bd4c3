import Files

/// Images or labels in the IDX format of the MNIST database (<http://yann.lecun.com/exdb/mnist/>), gzipped or not: two
/// zeros, the type of the values, the number of dimensions, each dimension in four big-endian bytes, then the values.
/// The header is compared with what is there before memory is taken for it.
package struct IDXFile: Equatable, Sendable {
  package enum Content: Sendable {
    /// count × height × width
    case images
    /// count
    case labels

    var dimensionCount: Int { self == .images ? 3 : 1 }
    var noun: String { self == .images ? "images" : "labels" }
  }

  package let count: Int
  /// Of an image; 1 × 1 for labels.
  package let shape: SampleShape
  package let values: [UInt8]  // count × height × width, 0…255
  /// Of the unpacked file, in hexadecimal digits.
  package let sha256: String

  /// Reads the contents of a file; `limit` bounds the bytes of `values`. Linear in the unpacked size.
  package init(_ bytes: [UInt8], holding content: Content, limit: Int) throws(IDXError) {
    let headerSize = 4 + 4 * content.dimensionCount
    let header: Header
    var digest = SHA256Digest()
    if GzipReader.recognises(bytes) {
      var reader = try GzipReader(bytes)
      header = try Header(reader.read(headerSize), content, fileSize: bytes.count)
      // Deflate packs 1,032 bytes into one at most, so that a header cannot ask for more memory than the file can fill.
      let (possible, overflows) = bytes.count.multipliedReportingOverflow(by: 1032)
      let oneOverLimit = limit == .max ? limit : limit + 1
      values = try reader.read(min(header.valueCount ?? .max, overflows ? .max : possible, oneOverLimit))
      if values.count > limit { throw .overLimit(limit) }
      try header.check(holds: values.count)
      if try !reader.read(1).isEmpty { throw header.tooMany }
    } else {
      header = try Header(Array(bytes.prefix(headerSize)), content, fileSize: bytes.count)
      try header.check(holds: bytes.count - headerSize)
      if bytes.count - headerSize > header.valueCount ?? .max { throw header.tooMany }
      if bytes.count - headerSize > limit { throw .overLimit(limit) }
      // In place, where nobody else holds the bytes: a copy would take as much memory again.
      var rest = bytes
      rest.removeFirst(headerSize)
      values = rest
    }
    count = Int(header.dimensions[0])
    shape =
      content == .images
      ? SampleShape(width: Int(header.dimensions[2]), height: Int(header.dimensions[1]))
      : SampleShape(width: 1, height: 1)
    digest.update(header.bytes)
    digest.update(values)
    sha256 = digest.hex
  }
}

/// What the file says of itself, still to be believed.
private struct Header {
  let bytes: [UInt8]
  let content: IDXFile.Content
  let dimensions: [UInt32]  // count, height, width
  /// Bytes of one image or label.
  let itemSize: Int
  /// Nil where it is more than an Int can count.
  let valueCount: Int?

  init(_ bytes: [UInt8], _ content: IDXFile.Content, fileSize: Int) throws(IDXError) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else { throw .notIDX(start: Array(bytes.prefix(4))) }
    guard bytes[2] == 0x08 else { throw .wrongType(bytes[2]) }
    guard Int(bytes[3]) == content.dimensionCount else {
      throw .wrongDimensions(found: Int(bytes[3]), wanted: content.dimensionCount)
    }
    guard bytes.count == 4 + 4 * content.dimensionCount else { throw .headerCutOff }
    self.bytes = bytes
    self.content = content
    dimensions = stride(from: 4, to: bytes.count, by: 4).map { place in
      bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard !dimensions.contains(0) else { throw .empty }
    var size = 1
    for side in dimensions.dropFirst() {
      let (product, overflows) = size.multipliedReportingOverflow(by: Int(side))
      guard !overflows else {
        throw .impossible(count: dimensions[0], width: dimensions[2], height: dimensions[1], bytes: fileSize)
      }
      size = product
    }
    itemSize = size
    let (total, overflows) = size.multipliedReportingOverflow(by: Int(dimensions[0]))
    valueCount = overflows ? nil : total
  }

  var tooMany: IDXError { .tooMany(says: dimensions[0], noun: content.noun) }

  func check(holds bytes: Int) throws(IDXError) {
    guard let valueCount, bytes >= valueCount else {
      throw .tooFew(says: dimensions[0], holds: bytes / itemSize, noun: content.noun)
    }
  }
}
