/// All images of a grid in one picture, so that a page carries one file for them. Each has a margin of one pixel that
/// repeats its edge: where a cell's border falls between two pixels of the screen, no neighbour shines through.
package struct SpriteSheet: Sendable {
  /// Images beside each other; the sheet fills from the left, then downwards.
  package let columns: Int
  package let picture: GrayPNG
  private let imageWidth: Int
  private let imageHeight: Int
  /// Place of each row's first image.
  private let starts: [Int]

  /// An image with too few pixels is filled up with black, one with too many is cut.
  package init(_ grid: ImageGrid) {
    let images = grid.rows.flatMap(\.images)
    imageWidth = min(max(grid.imageWidth, 0), 4_096)
    imageHeight = min(max(grid.imageHeight, 0), 4_096)
    columns = max(1, min(images.count, 20))
    starts = grid.rows.reduce(into: [0]) { starts, row in starts.append((starts.last ?? 0) + row.images.count) }

    let (pitch, rise) = (imageWidth + 2, imageHeight + 2)
    let isEmpty = images.isEmpty || imageWidth == 0 || imageHeight == 0
    let width = isEmpty ? 0 : columns * pitch
    let height = isEmpty ? 0 : (images.count + columns - 1) / columns * rise
    var pixels = [UInt8](repeating: 0, count: width * height)
    for (place, image) in images.enumerated() where !isEmpty {
      let corner = place / columns * rise * width + place % columns * pitch
      for y in 0..<rise {
        let source = min(max(y - 1, 0), imageHeight - 1) * imageWidth
        for x in 0..<pitch {
          let pixel = source + min(max(x - 1, 0), imageWidth - 1)
          if pixel < image.count { pixels[corner + y * width + x] = image[pixel] }
        }
      }
    }
    picture = GrayPNG(width: width, height: height, pixels: pixels)
  }

  /// Where an image's left upper pixel is.
  package func corner(row: Int, index: Int) -> (x: Int, y: Int) {
    let place = starts[row] + index
    return (place % columns * (imageWidth + 2) + 1, place / columns * (imageHeight + 2) + 1)
  }
}
