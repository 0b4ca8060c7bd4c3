internal import Engine
import Files
import Glibc

/// Data made from a seed, with a structure that is known: clusters, factors, or a sheet rolled up in space.
///
/// Sample i of all splits together depends on the seed and on i alone; where there are classes they take turns.
struct MadeData {
  /// Goes into the fingerprint: other bits from the same options need another version.
  static let version = 1

  let options: MadeOptions
  let seed: UInt64

  init(_ options: MadeOptions, seed: UInt64) throws(DataError) {
    try Self.check("size", options.width, 1...65_536)
    try Self.check("count", options.count, 4...Subspace.largestElementCount * 4 / 5 / options.width)
    if options.kind == .blobs { try Self.check("clusters", options.clusters, 1...10) }
    if options.kind == .shapes, options.side == nil {
      throw .outOfRange(key: "size", found: grouped(options.size), allowed: "a square number, such as 784")
    }
    guard options.noise >= 0, options.noise <= 1000 else {
      throw .outOfRange(key: "noise", found: "\(options.noise)", allowed: "0 to 1,000")
    }
    self.options = options
    self.seed = seed
  }

  var fingerprint: String {
    var digest = SHA256Digest()
    digest.update("\(options.kind.rawValue) \(Self.version) seed \(seed) size \(options.width) count \(options.count) ")
    digest.update("noise \(options.noise) clusters \(options.classCount ?? 0)")
    return digest.hex
  }

  /// The training and the test split. Linear in their pixels.
  func parts() -> (train: Part, test: Part) {
    (part(options.count, from: 0), part(options.testCount, from: options.count))
  }

  private func part(_ count: Int, from first: Int) -> Part {
    let labels = options.classCount.map { classes in (first..<first + count).map { UInt8($0 % classes) } } ?? []
    let storage: Samples.Storage =
      switch options.kind {
      case .blobs: .floats(blobs(first..<first + count))
      case .swissRoll: .floats((first..<first + count).flatMap { rolled($0) })
      case .shapes:
        .bytes((first..<first + count).flatMap { ShapeImage(sample: $0, seed: seed).pixels(side: options.side ?? 1) })
      }
    return Part(samples: Samples(count: count, width: options.width, storage: storage), labels: labels)
  }

  /// Gaussians of one deviation about centres that are uniform in 0…1, as scikit-learn's `make_blobs` has them.
  private func blobs(_ places: Range<Int>) -> [Float] {
    let centres = (0..<options.clusters).map { cluster in
      var stream = RandomStream(seed: seed, purpose: .data, layer: 10, epoch: 0, sample: cluster)
      return (0..<options.size).map { _ in stream.nextUniform() }
    }
    var values: [Float] = []
    values.reserveCapacity(places.count * options.size)
    for place in places {
      var stream = RandomStream(seed: seed, purpose: .data, layer: 11, epoch: 0, sample: place)
      for pixel in 0..<options.size {
        values.append(centres[place % options.clusters][pixel] + Float(options.noise) * stream.nextGaussian())
      }
    }
    return values
  }

  /// `(t cos t, 21 v, t sin t)` with t uniform in 1.5π…4.5π and v in 0…1: the Swiss roll of Marsland 2009, chapter 10, as
  /// scikit-learn's `make_swiss_roll` has it, divided by 10.
  private func rolled(_ place: Int) -> [Float] {
    var stream = RandomStream(seed: seed, purpose: .data, layer: 12, epoch: 0, sample: place)
    let angle = 1.5 * Double.pi * (1 + 2 * Double(stream.nextUniform()))
    let height = 21 * Double(stream.nextUniform())
    return [angle * cos(angle), height, angle * sin(angle)].map {
      Float($0 / 10) + Float(options.noise) * stream.nextGaussian()
    }
  }

  private static func check(_ key: String, _ found: Int, _ allowed: ClosedRange<Int>) throws(DataError) {
    guard allowed.contains(found) else {
      let range = "\(grouped(allowed.lowerBound)) to \(grouped(allowed.upperBound))"
      throw .outOfRange(key: key, found: grouped(found), allowed: range)
    }
  }
}

/// One white shape on black ground, whose five factors are all there is to it, after dSprites (Matthey, Higgins, Hassabis
/// and Lerchner 2017): the kind (square, ellipse, triangle, which take turns), size, angle, and place, all but the kind
/// uniform.
private struct ShapeImage {
  let kind: Int
  let radius: Double  // of the circle around it, in widths of the image
  let angle: Double  // radians
  let x, y: Double  // of the middle, in widths of the image

  init(sample: Int, seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: .data, layer: 13, epoch: 0, sample: sample)
    kind = sample % 3
    radius = 0.15 + 0.15 * Double(stream.nextUniform())
    angle = 2 * Double.pi * Double(stream.nextUniform())
    x = 0.3 + 0.4 * Double(stream.nextUniform())
    y = 0.3 + 0.4 * Double(stream.nextUniform())
  }

  /// The share of each pixel that the shape covers, from 4 × 4 points in it.
  func pixels(side: Int) -> [UInt8] {
    let (sine, cosine) = (sin(angle), cos(angle))
    var pixels = [UInt8](repeating: 0, count: side * side)
    for row in 0..<side {
      for column in 0..<side {
        var inside = 0
        for point in 0..<16 {
          let dx = (Double(column) + (Double(point % 4) + 0.5) / 4) / Double(side) - x
          let dy = (Double(row) + (Double(point / 4) + 0.5) / 4) / Double(side) - y
          if contains((cosine * dx + sine * dy) / radius, (cosine * dy - sine * dx) / radius) { inside += 1 }
        }
        pixels[row * side + column] = UInt8((inside * 255 + 8) / 16)
      }
    }
    return pixels
  }

  /// Whether a point of the shape's own plane, whose circle has a radius of 1, lies in it.
  private func contains(_ u: Double, _ v: Double) -> Bool {
    switch kind {
    case 0: max(abs(u), abs(v)) <= 0.5.squareRoot()
    case 1: u * u + 4 * v * v <= 1
    default: v <= 0.5 && 1.7320508 * abs(u) <= 1 + v
    }
  }
}
