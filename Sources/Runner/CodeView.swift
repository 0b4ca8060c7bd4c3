import Autoencoders
import Datasets
import Engine
import Glibc
import Schema

/// A block's first model as a pair of functions: images to codes, codes to images.
struct CodeView {
  let trained: TrainedBlock
  /// How the model sees what is not from the training split.
  private let view: InferenceView
  private let inference: Inference

  init(_ trained: TrainedBlock, _ view: InferenceView, threads: Int) {
    self.trained = trained
    self.view = view
    inference = trained.model.inference(threads: threads)
  }

  private var depth: Int { trained.model.encoderDepth }

  /// As the model sees the samples: samples × code.
  func codes(of samples: Samples) -> Matrix {
    inference.outputs(of: samples, rows: 0..<samples.count, layers: 0..<depth, view: view)
  }

  /// Of clean samples, such as training images: samples × code.
  func cleanCodes(of samples: Samples) -> Matrix {
    inference.outputs(of: samples, rows: 0..<samples.count, layers: 0..<depth)
  }

  /// codes × pixels
  func decoded(_ codes: Matrix) -> Matrix {
    inference.outputs(of: codes, layers: depth..<trained.model.network.layers.count)
  }

  /// Of each unit over some samples.
  func spread(of samples: Samples) -> (means: [Double], deviations: [Double]) {
    let moments = ColumnMoments(of: cleanCodes(of: samples))
    return (moments.means, moments.variances.map { $0.squareRoot() })
  }

  /// All units in their order, or those that vary most where there are more.
  func units(atMost count: Int, by variances: [Double]) -> [Int] {
    let ranked = variances.indices.sorted { (variances[$1], $0) < (variances[$0], $1) }
    return ranked.prefix(count).sorted()
  }
}

extension Matrix {
  /// Each row but the last as pixels: its difference from the last, grey where there is none, stretched to black or white
  /// where it is largest. A difference that is nothing but rounding stays grey.
  func changesFromLast() -> [[UInt8]] {
    guard rows > 0 else { return [] }
    let last = Array(values.suffix(columns))
    let scale = max(last.reduce(0) { Swift.max($0, Double($1.magnitude)) }, 1e-6)
    let neutral = Matrix(rows: rows - 1, columns: columns, values: (0..<rows - 1).flatMap { _ in last })
    let changes = Matrix(rows: rows - 1, columns: columns, values: Array(values.prefix((rows - 1) * columns)))
      .subtracting(neutral)
    return (0..<changes.rows).map { row in
      let picture = Matrix(
        rows: 1, columns: columns, values: Array(changes.values[row * columns..<(row + 1) * columns]))
      let most = max(
        picture.largestDifference(
          from: Matrix(rows: 1, columns: columns, values: [Float](repeating: 0, count: columns))), 1e-5 * scale)
      return picture.pixels(in: Float(-most)...Float(most))[0]
    }
  }
}

extension Part {
  /// Places of the images: the first of each class, then the second of each, and so on; as they come without classes.
  var placesTakingTurns: [Int] {
    guard !labels.isEmpty else { return Array(0..<samples.count) }
    var seen: [UInt8: Int] = [:]
    let ranked = labels.indices.map { place -> (round: Int, label: UInt8, place: Int) in
      let label = labels[place]
      let round = seen[label, default: 0]
      seen[label] = round + 1
      return (round, label, place)
    }
    return ranked.sorted { ($0.round, $0.label, $0.place) < ($1.round, $1.label, $1.place) }.map(\.place)
  }
}

/// The normal distribution's quantile at `share` in 0…1, by bisection of its distribution function.
func normalQuantile(_ share: Double) -> Double {
  var (low, high) = (-10.0, 10.0)
  for _ in 0..<60 {
    let middle = (low + high) / 2
    if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
