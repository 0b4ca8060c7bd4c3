import Glibc

/// Multinomial logistic regression: the classes that a linear map can tell apart.
///
/// It minimises Σ −ln p(label | x) + ½‖W‖² over standardised columns (the bias is not penalised), as scikit-learn's
/// `LogisticRegression(C=1)` behind a `StandardScaler`; by L-BFGS (Nocedal 1980) in double precision, until no derivative
/// of the mean exceeds 10⁻⁶ or after 300 steps.
package struct SoftmaxRegression: Sendable {
  package let classes: Int
  private let means: [Double]  // width
  private let scales: [Double]  // width, one over the standard deviation; 0 where a column is constant
  private var weights: [Double]  // (width + 1) × classes, the last row is the bias

  private static let rowsOfATask = 1_024
  private static let memory = 10

  /// Fits to the rows and their labels, which are in 0..<classes; sums are cut by shapes alone, so any number of threads
  /// gives the same bits. O(steps × rows × width × classes). Traps where there are not as many labels as rows.
  package init(of rows: Matrix, labels: [Int], classes: Int, threads: Int) {
    precondition(labels.count == rows.rows, "\(labels.count) labels of \(rows.rows) rows")
    self.classes = classes
    let (means, scales) = Self.standardization(of: rows)
    self.means = means
    self.scales = scales
    weights = [Double](repeating: 0, count: (rows.columns + 1) * classes)
    guard rows.rows > 0, classes > 1 else { return }
    let objective = PenalizedLikelihood(
      inputs: Self.standardized(rows, means, scales), width: rows.columns, labels: labels, classes: classes,
      team: Team(threads: threads))
    weights = Self.minimum(of: objective, from: weights)
  }

  /// The most probable class of each row, the first of equals. Traps where the width differs.
  package func classes(of rows: Matrix) -> [Int] {
    precondition(rows.columns == means.count, "rows of \(rows.columns), fitted to \(means.count)")
    let inputs = Self.standardized(rows, means, scales)
    let width = rows.columns
    return (0..<rows.rows).map { row in
      var best = 0
      var most = -Double.infinity
      for label in 0..<classes {
        var score = weights[width * classes + label]
        for column in 0..<width { score += inputs[row * width + column] * weights[column * classes + label] }
        if score > most { (best, most) = (label, score) }
      }
      return best
    }
  }

  private static func standardization(of rows: Matrix) -> (means: [Double], scales: [Double]) {
    let moments = ColumnMoments(of: rows)
    return (moments.means, moments.variances.map { $0 > 0 ? 1 / $0.squareRoot() : 0 })
  }

  private static func standardized(_ rows: Matrix, _ means: [Double], _ scales: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rows.values.count)
    let width = rows.columns
    for row in 0..<rows.rows {
      for column in 0..<width {
        result[row * width + column] = (Double(rows.values[row * width + column]) - means[column]) * scales[column]
      }
    }
    return result
  }

  private static func minimum(of objective: PenalizedLikelihood, from start: [Double]) -> [Double] {
    var point = start
    var (value, slope) = objective.value(at: point)
    var changes: [(point: [Double], slope: [Double], scale: Double)] = []
    for _ in 0..<300 {
      guard slope.contains(where: { abs($0) > 1e-6 }) else { break }
      let direction = descent(slope, changes)
      let descent = dot(direction, slope)
      guard descent < 0 else { break }
      var length = changes.isEmpty ? 1 / max(dot(slope, slope).squareRoot(), 1) : 1
      var next = point
      var found = objective.value(at: point)
      repeat {
        for index in point.indices { next[index] = point[index] + length * direction[index] }
        found = objective.value(at: next)
        if found.value <= value + 1e-4 * length * descent { break }
        length /= 2
      } while length > 1e-12
      guard found.value < value else { break }
      let moved = zip(next, point).map { $0 - $1 }
      let turned = zip(found.slope, slope).map { $0 - $1 }
      let product = dot(moved, turned)
      if product > 1e-14 {
        changes.append((moved, turned, 1 / product))
        if changes.count > memory { changes.removeFirst() }
      }
      (point, value, slope) = (next, found.value, found.slope)
    }
    return point
  }

  /// L-BFGS's two loops.
  private static func descent(_ slope: [Double], _ changes: [(point: [Double], slope: [Double], scale: Double)])
    -> [Double]
  {
    var direction = slope.map { -$0 }
    var parts: [Double] = []
    for change in changes.reversed() {
      let part = change.scale * dot(change.point, direction)
      for index in direction.indices { direction[index] -= part * change.slope[index] }
      parts.append(part)
    }
    if let last = changes.last {
      let scale = 1 / (last.scale * dot(last.slope, last.slope))
      for index in direction.indices { direction[index] *= scale }
    }
    for (change, part) in zip(changes, parts.reversed()) {
      let other = change.scale * dot(change.slope, direction)
      for index in direction.indices { direction[index] += (part - other) * change.point[index] }
    }
    return direction
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}

/// The mean over the rows of the negative log-likelihood with its penalty, and its gradient.
private struct PenalizedLikelihood {
  let inputs: [Double]  // rows × width
  let width: Int
  let labels: [Int]
  let classes: Int
  let team: Team

  func value(at weights: [Double]) -> (value: Double, slope: [Double]) {
    let rows = labels.count
    let tasks = (rows + 1_023) / 1_024
    let size = weights.count
    let slopes = Buffer<Double>(count: tasks * size)
    let values = Buffer<Double>(count: tasks)
    let (inputs, labels, classes, width) = (inputs, labels, classes, width)
    team.run(tasks: tasks) { task, _ in
      var scores = [Double](repeating: 0, count: classes)
      let slope = unsafe slopes.start + task * size
      var total = 0.0
      unsafe inputs.withUnsafeBufferPointer { inputs in
        unsafe weights.withUnsafeBufferPointer { weights in
          for row in task * 1_024..<min((task + 1) * 1_024, rows) {
            let start = row * width
            for label in 0..<classes { unsafe scores[label] = weights[width * classes + label] }
            for column in 0..<width {
              let x = unsafe inputs[start + column]
              for label in 0..<classes { unsafe scores[label] += x * weights[column * classes + label] }
            }
            let largest = scores.max() ?? 0
            var sum = 0.0
            let own = scores[labels[row]] - largest
            for label in 0..<classes {
              scores[label] = exp(scores[label] - largest)
              sum += scores[label]
            }
            total += log(sum) - own
            for label in 0..<classes { scores[label] = scores[label] / sum - (label == labels[row] ? 1 : 0) }
            for column in 0..<width {
              let x = unsafe inputs[start + column]
              for label in 0..<classes { unsafe slope[column * classes + label] += x * scores[label] }
            }
            for label in 0..<classes { unsafe slope[width * classes + label] += scores[label] }
          }
        }
      }
      unsafe values.start[task] = total
    }
    var value = values.values.reduce(0, +)
    var slope = [Double](repeating: 0, count: size)
    for task in 0..<tasks {
      for index in 0..<size { unsafe slope[index] += slopes.start[task * size + index] }
    }
    for index in 0..<(width * classes) {
      value += 0.5 * weights[index] * weights[index]
      slope[index] += weights[index]
    }
    let scale = 1 / Double(rows)
    for index in slope.indices { slope[index] *= scale }
    return (value * scale, slope)
  }
}
