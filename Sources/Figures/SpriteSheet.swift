/// All images of a grid in one picture, so that a page carries one file for them.
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

    let width = columns * imageWidth
    let height = (images.count + columns - 1) / columns * imageHeight
    var pixels = [UInt8](repeating: 0, count: width * height)
    for (place, image) in images.enumerated() {
      let corner = place / columns * imageHeight * width + place % columns * imageWidth
      for y in 0..<imageHeight {
        for x in 0..<imageWidth where y * imageWidth + x < image.count {
          pixels[corner + y * width + x] = image[y * imageWidth + x]
        }
      }
    }
    picture = GrayPNG(width: width, height: height, pixels: pixels)
  }

  /// Where an image's left upper pixel is.
  func corner(row: Int, index: Int) -> (x: Int, y: Int) {
    let place = starts[row] + index
    return (place % columns * imageWidth, place / columns * imageHeight)
  }
}
