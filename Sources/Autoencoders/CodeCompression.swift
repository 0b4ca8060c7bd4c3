import Engine

extension MetricScores {
  /// Points of a curve of quality over size, from few bytes an image to many: steps from the largest code down, until
  /// finer ones gain less than 0.02 dB. PSNR in dB.
  package func compressionCurve(points: Int) -> [(bytes: Double, psnr: Double)] { compression.curve(points: points) }
}

/// Codes as a compressed file would hold them: rounded to multiples of one step, and entropy-coded with the training
/// codes' frequencies. The decoder's own size is not counted.
struct CodeCompression {
  private let scores: MetricScores
  private let largest: Float

  init(_ scores: MetricScores) {
    self.scores = scores
    largest = scores.trainingCodes.values.reduce(0) { max($0, abs($1)) }
  }

  /// What one step gives: mean bits an image, and PSNR in dB.
  func point(step: Float) -> (bits: Double, psnr: Double) {
    let quantizer = CodeQuantizer(of: scores.trainingCodes, step: step)
    return (quantizer.meanBits(of: scores.codes), psnr(of: quantizer.rounded(scores.codes)))
  }

  func curve(points: Int) -> [(bytes: Double, psnr: Double)] {
    guard largest > 0, largest.isFinite, points > 1 else { return [] }
    let best = psnr(of: scores.codes)
    var curve: [(bytes: Double, psnr: Double)] = []
    for place in 0..<points {
      let step = largest * Float(0.5).power(of: place)
      let point = point(step: step)
      if let last = curve.last, point.bits / 8 <= last.bytes { continue }
      curve.append((point.bits / 8, point.psnr))
      if point.psnr > best - 0.02 { break }
    }
    return curve
  }

  /// The PSNR at the finest step whose codes take at most so many bytes; that of the finest one tried, where they all do.
  func psnr(atBytes bytes: Double) -> Double {
    psnr(
      of: quantizer { quantizer in quantizer.meanBits(of: scores.codes) <= 8 * bytes }.rounded(scores.codes))
  }

  /// Bits at the coarsest step that costs at most so many decibels.
  func bits(losing decibels: Double) -> Double {
    let floor = psnr(of: scores.codes) - decibels
    var fine = largest * 0x1p-14
    var coarse = largest * 2
    guard largest > 0, largest.isFinite else { return 0 }
    for _ in 0..<14 {
      let step = (fine * coarse).squareRoot()
      if psnr(of: CodeQuantizer(of: scores.trainingCodes, step: step).rounded(scores.codes)) >= floor {
        fine = step
      } else {
        coarse = step
      }
    }
    return CodeQuantizer(of: scores.trainingCodes, step: fine).meanBits(of: scores.codes)
  }

  /// The finest one that is good, where coarser ones are.
  private func quantizer(where isGood: (CodeQuantizer) -> Bool) -> CodeQuantizer {
    guard largest > 0, largest.isFinite else { return CodeQuantizer(of: scores.trainingCodes, step: 1) }
    var fine = largest * 0x1p-14
    var coarse = largest * 2
    let finest = CodeQuantizer(of: scores.trainingCodes, step: fine)
    if isGood(finest) { return finest }
    var best = CodeQuantizer(of: scores.trainingCodes, step: coarse)
    for _ in 0..<16 {
      let quantizer = CodeQuantizer(of: scores.trainingCodes, step: (fine * coarse).squareRoot())
      if isGood(quantizer) {
        (coarse, best) = (quantizer.step, quantizer)
      } else {
        fine = quantizer.step
      }
    }
    return best
  }

  private func psnr(of codes: Matrix) -> Double {
    let samples = scores.images.samples
    var total = 0.0
    scores.forEachChunk(of: samples) { rows in
      let targets = scores.inference.outputs(of: samples, rows: rows, layers: 0..<0)
      let chunk = Matrix(
        rows: rows.count, columns: codes.columns,
        values: Array(codes.values[rows.lowerBound * codes.columns..<rows.upperBound * codes.columns]))
      total += scores.decoded(chunk).squaredDistance(from: targets)
    }
    let mse = total / Double(max(samples.count * samples.width, 1))
    return mse > 0 ? -10 * mse.commonLogarithm : .infinity
  }
}

extension Float {
  fileprivate func power(of exponent: Int) -> Float { (0..<exponent).reduce(1) { result, _ in result * self } }
}
