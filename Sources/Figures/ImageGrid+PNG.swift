extension ImageGrid {
  /// The images as one grey picture, ten to a line as in the figure, each pixel a square of several: a PNG file. White
  /// lines part them; names and notes are not in it. Empty where there is no image.
  package func png() -> [UInt8] {
    let longest = rows.map(\.images.count).max() ?? 0
    guard imageWidth > 0, imageHeight > 0, imageWidth <= 4_096, imageHeight <= 4_096, longest > 0 else { return [] }
    let scale = pngScale(columns: min(longest, Self.pngColumns))
    let (width, height) = (imageWidth * scale, imageHeight * scale)
    let gap = max(2, scale)

    // A line is a stretch of one row; a wider gap parts the stretches of all rows.
    var lines: [(row: Int, images: Range<Int>, top: Int)] = []
    var bottom = 0
    for start in stride(from: 0, to: longest, by: Self.pngColumns) {
      if start > 0 { bottom += 3 * gap }
      for row in rows.indices where start < rows[row].images.count {
        lines.append((row, start..<min(start + Self.pngColumns, rows[row].images.count), bottom))
        bottom += height + gap
      }
    }
    let pictureWidth = min(longest, Self.pngColumns) * (width + gap) - gap
    let (count, overflow) = pictureWidth.multipliedReportingOverflow(by: bottom - gap)
    guard !overflow, count <= 256 << 20 else { return [] }
    var pixels = [UInt8](repeating: 255, count: count)
    for line in lines {
      for (column, index) in line.images.enumerated() {
        let image = rows[line.row].images[index]
        let corner = line.top * pictureWidth + column * (width + gap)
        for y in 0..<height {
          let source = y / scale * imageWidth
          for x in 0..<width {
            let pixel = source + x / scale
            pixels[corner + y * pictureWidth + x] = pixel < image.count ? image[pixel] : 0
          }
        }
      }
    }
    return GrayPNG(width: pictureWidth, height: bottom - gap, pixels: pixels).encoded()
  }

  private static let pngColumns = 10

  /// Sharp in print and on dense screens: an image is about 120 pixels wide, a picture at most some 2,400.
  private func pngScale(columns: Int) -> Int {
    let wanted = (120 + imageWidth - 1) / imageWidth
    let most = min(2_400 / max(columns * imageWidth, 1), 4_800 / max(imageHeight, 1))
    return max(1, min(wanted, most, 32))
  }
}
