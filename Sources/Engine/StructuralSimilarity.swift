import Glibc

/// Structural similarity of images: Wang, Bovik, Sheikh and Simoncelli 2004, equation 13, with their constants
/// (K₁ = 0.01, K₂ = 0.03, a dynamic range of 1) and their Gaussian window of 11 × 11 with a deviation of 1.5, over the
/// places where the window lies wholly inside; mean over these places and the channels. In an image that is smaller the
/// window is the largest odd one that fits.
package struct StructuralSimilarity: Sendable {
  private let height: Int
  private let width: Int
  private let channels: Int
  private let window: [Double]  // odd, sums to 1

  /// For images of height × width × channels, channels last.
  package init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
    let side = min(height, width)
    let radius = max(min(5, (side - 1) / 2), 0)
    let weights = (-radius...radius).map { exp(-0.5 * Double($0 * $0) / 2.25) }
    let sum = weights.reduce(0, +)
    window = weights.map { $0 / sum }
  }

  /// Of each image of `a` with the same row of `b`: rows. Traps unless both have the same shape, a row an image.
  package func callAsFunction(_ a: Matrix, _ b: Matrix) -> [Double] {
    precondition(a.rows == b.rows && a.columns == b.columns, "matrices of different shapes")
    precondition(a.columns == height * width * channels, "rows of \(a.columns) for \(height) × \(width) × \(channels)")
    return (0..<a.rows).map { row in
      var total = 0.0
      for channel in 0..<channels { total += similarity(a, b, start: row * a.columns + channel) }
      return total / Double(max(channels, 1))
    }
  }

  private func similarity(_ a: Matrix, _ b: Matrix, start: Int) -> Double {
    let count = height * width
    var x = [Double](repeating: 0, count: count)
    var y = x
    for place in 0..<count {
      x[place] = Double(a.values[start + place * channels])
      y[place] = Double(b.values[start + place * channels])
    }
    func product(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 * $1 } }
    let (mx, my) = (smoothed(x), smoothed(y))
    let (xx, yy, xy) = (smoothed(product(x, x)), smoothed(product(y, y)), smoothed(product(x, y)))
    let (c1, c2) = (1e-4, 9e-4)
    var sum = 0.0
    for place in mx.indices {
      let (ux, uy) = (mx[place], my[place])
      let (vx, vy, covariance) = (xx[place] - ux * ux, yy[place] - uy * uy, xy[place] - ux * uy)
      sum += (2 * ux * uy + c1) * (2 * covariance + c2) / ((ux * ux + uy * uy + c1) * (vx + vy + c2))
    }
    return sum / Double(max(mx.count, 1))
  }

  /// The window's mean around each place where it fits: along the rows, then along the columns.
  private func smoothed(_ image: [Double]) -> [Double] {
    let size = window.count
    let (columns, rows) = (width - size + 1, height - size + 1)
    var across = [Double](repeating: 0, count: height * columns)
    for row in 0..<height {
      for column in 0..<columns {
        var sum = 0.0
        for tap in 0..<size { sum += window[tap] * image[row * width + column + tap] }
        across[row * columns + column] = sum
      }
    }
    var result = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = 0.0
        for tap in 0..<size { sum += window[tap] * across[(row + tap) * columns + column] }
        result[row * columns + column] = sum
      }
    }
    return result
  }
}
