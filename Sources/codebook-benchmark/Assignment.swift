import Engine

/// What one measuring process is told, our own or a peer's: a JSON object as its argument.
struct Assignment: Codable {
  /// A file of bytes, count × pixels.
  var images: String
  var widths: [Int]
  /// Of each layer, `relu`, `linear` or `sigmoid`; the last one's sigmoid is part of the loss.
  var activations: [Activation]
  var batch: Int
  /// With the first one, which warms up and does not count.
  var epochs: Int
  var threads: Int
  var precision: Precision
  /// For the ceiling: about how long to measure.
  var seconds: Double
}

/// What a training process prints after each epoch: a JSON object on a line.
package struct EpochFigures: Codable, Equatable, Sendable {
  package let samples: Int
  package let seconds: Double
  /// Mean over the samples as they were trained.
  package let loss: Double

  package init(samples: Int, seconds: Double, loss: Double) {
    self.samples = samples
    self.seconds = seconds
    self.loss = loss
  }
}

/// What the ceiling's process prints.
package struct CeilingFigures: Codable, Equatable, Sendable {
  /// Floating-point operations in the products of one step.
  package let operations: Int
  /// Of one step.
  package let seconds: Double

  package init(operations: Int, seconds: Double) {
    self.operations = operations
    self.seconds = seconds
  }

  package var operationsPerSecond: Double { seconds > 0 ? Double(operations) / seconds : 0 }
}

/// What the process is told that unpacks the images.
struct ImageOrder: Codable {
  /// A data set's name in the catalogue.
  var data: String
  /// Where to look first.
  var folder: String?
  /// Of the training images; all where it is nil.
  var limit: Int?
  /// The file to write.
  var target: String
}
