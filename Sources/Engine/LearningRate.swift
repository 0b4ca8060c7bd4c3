extension Descent {
  /// The learning rate of a step, counted from 0 over the whole training; 0 beyond its end on a cosine.
  package func rate(step: Int, stepsPerEpoch: Int) -> Double {
    let start = optimizer.learningRate
    switch schedule {
    case .constant: return start
    case .step(let every, let factor):
      return start * power(factor, step / max(stepsPerEpoch, 1) / max(every, 1))
    case .cosine(let warmup):
      let (rising, total) = (warmup.times(stepsPerEpoch), epochs.times(stepsPerEpoch))
      if step < rising { return start * Double(step + 1) / Double(rising) }
      guard step < total else { return 0 }
      return start * 0.5 * (1 + cosine(ofHalfTurns: Double(step - rising) / Double(total - rising)))
    }
  }
}

/// `base` to a whole power by repeated squaring: the same bits wherever multiplication is IEEE's.
func power(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  var square = base
  var rest = exponent
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

/// cos(πx) for x in 0…1, within 3·10⁻¹⁶: the same bits on every system, which its own `cos` does not promise. Taylor's
/// series about the nearest of 0, ½ and 1, to a term below 10⁻¹⁷.
private func cosine(ofHalfTurns x: Double) -> Double {
  if x > 0.5 { return -cosine(ofHalfTurns: 1 - x) }
  let isNearOne = x <= 0.25
  let angle = .pi * (isNearOne ? x : 0.5 - x)
  let square = angle * angle
  var sum = 1.0
  for factor in stride(from: isNearOne ? 15.0 : 16.0, through: 1, by: -2) {
    sum = 1 - sum * square / (factor * (factor + 1))
  }
  return isNearOne ? sum : angle * sum
}
