import CPNG

/// A grey picture, and its PNG file: the only place that calls libpng.
package struct GrayPNG: Sendable {
  package let width: Int
  package let height: Int
  package let pixels: [UInt8]  // height × width, 0…255

  /// Traps where there are not width × height pixels.
  package init(width: Int, height: Int, pixels: [UInt8]) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    precondition(
      !overflow && width >= 0 && height >= 0 && count == pixels.count,
      "\(pixels.count) pixels for \(width) × \(height)")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The PNG file, as small as zlib makes it; the same bytes for the same pixels and the same zlib. Empty where there is
  /// no pixel, or more of them than libpng takes (a side of over a million).
  package func encoded() -> [UInt8] {
    guard !pixels.isEmpty, width <= 1_000_000, height <= 1_000_000 else { return [] }
    // Drawn digits are mostly flat, which no filter betters; photographs gain from one. Try both.
    let plain = encoded(isFiltered: false)
    let filtered = encoded(isFiltered: true)
    if plain.isEmpty || filtered.isEmpty { return plain + filtered }
    return filtered.count < plain.count ? filtered : plain
  }

  private func encoded(isFiltered: Bool) -> [UInt8] {
    var file = unsafe codebook_png()
    let isWritten = unsafe pixels.withUnsafeBufferPointer { pixels in
      // The buffer holds width × height bytes, as init checked.
      unsafe codebook_png_write_gray(pixels.baseAddress, UInt32(width), UInt32(height), isFiltered ? 1 : 0, &file)
    }
    guard isWritten == 1 else { return [] }
    defer { unsafe free(file.bytes) }
    return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}
