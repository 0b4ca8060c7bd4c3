/// Rows of equally large grey images, such as originals above their reconstructions.
package struct ImageGrid: Codable, Equatable, Sendable {
  package struct Row: Codable, Equatable, Sendable {
    package var name: String
    /// A grey image each: width × height, 0…255, row-major.
    package var images: [[UInt8]]
    /// A small text under each image, such as its error; empty for none.
    package var notes: [String] = []
    /// Places of the images with a frame around them that warns, such as wrong hits.
    package var framed: [Int] = []
    /// Places of the images with a quiet line around them: what the others are to be seen beside, such as a query.
    package var outlined: [Int] = []

    package init(name: String, images: [[UInt8]]) {
      self.name = name
      self.images = images
    }
  }

  package var imageWidth: Int
  package var imageHeight: Int
  package var rows: [Row]
  /// Images on a line; as many as suit the measure where it is nil.
  package var columns: Int?
  /// Whether an image may be as wide as the measure, as where it is a surface of many.
  package var fillsMeasure = false
  /// What the notes are, with their unit.
  package var noteTitle: String?

  package init(imageWidth: Int, imageHeight: Int, rows: [Row]) {
    self.imageWidth = imageWidth
    self.imageHeight = imageHeight
    self.rows = rows
  }
}
