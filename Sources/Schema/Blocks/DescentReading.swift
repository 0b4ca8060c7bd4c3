internal import Autoencoders
internal import Engine
internal import NotebookSyntax

// Values of the keys that say how training goes on over its epochs, and when it ends.

/// `schedule: cosine`, with the place of its warm-up.
struct ScheduleValue: Sendable {
  var schedule: Schedule
  var warmupSpot: Spot?
}

private enum ScheduleKind: String, CaseIterable { case constant, cosine, step }

extension ValueReader {
  /// `constant`, `cosine`, `{cosine: {warmup: 2}}` or `{step: {every: 10, factor: 0.1}}`.
  func schedule() -> ScheduleValue? {
    guard var reader = mapping(), node.entries?.isEmpty == false else {
      guard node.scalar != nil else { return reject("constant, cosine or a mapping like {step: {every: 10}}") }
      return scheduleWord()
    }
    let cosine = reader.read("cosine") { $0.cosine() }
    let step = reader.read("step") { $0.step() }
    reader.finish()
    let named = ["cosine", "step"].filter { reader.has($0) }
    if named.count > 1 {
      findings.error(.contradiction, "'schedule' names \(named.conjunction)", at: node.spot)
    }
    guard named.count == 1, node.entries?.count == 1 else { return nil }
    return cosine?.value ?? step?.value
  }

  private func scheduleWord() -> ScheduleValue? {
    if node.isNone {
      findings.error(
        .unknownValue, "'schedule' must be \(ScheduleKind.allCases.map(\.rawValue).alternatives), found none",
        at: node.spot, help: "write constant, which is the default")
      return nil
    }
    switch choice(of: ScheduleKind.self) {
    case .constant: return ScheduleValue(schedule: .constant)
    case .cosine: return ScheduleValue(schedule: .cosine(warmup: 0))
    case .step:
      findings.error(
        .missingKey, "'step' needs its 'every', a number of epochs", at: node.spot,
        help: "write {step: {every: 10, factor: 0.1}}")
      return nil
    case nil: return nil
    }
  }

  private func cosine() -> ScheduleValue? {
    guard var reader = mapping() else { return reject("a mapping like {warmup: 2}") }
    let warmup = reader.read("warmup") { $0.integer(0...1_000_000) }
    reader.finish()
    guard reader.broken.isEmpty else { return nil }
    return ScheduleValue(schedule: .cosine(warmup: warmup?.value ?? 0), warmupSpot: warmup?.spot)
  }

  private func step() -> ScheduleValue? {
    guard var reader = mapping() else { return reject("a mapping like {every: 10, factor: 0.1}") }
    let every = reader.read("every") { $0.integer(1...1_000_000) }
    let factor = reader.read("factor") { $0.number(.positive) }
    reader.finish()
    if !reader.has("every") {
      findings.error(
        .missingKey, "'step' needs its 'every', a number of epochs", at: node.spot,
        help: "write {every: 10, factor: 0.1}")
    }
    guard let every, reader.broken.isEmpty else { return nil }
    return ScheduleValue(schedule: .step(every: every.value, factor: factor?.value ?? 0.1))
  }

  /// `none`, or a norm.
  func clipNorm() -> Double?? {
    node.isNone ? .some(nil) : number(.positiveOrNone).map { .some($0) }
  }

  /// `none`, or `{patience: 5, min_delta: 0, monitor: validation.loss, restore: best}`.
  func earlyStopping() -> EarlyStopping?? {
    if node.isNone { return .some(nil) }
    guard var reader = mapping(), node.entries?.isEmpty == false else {
      return reject("none or a mapping like {patience: 5}")
    }
    let patience = reader.read("patience") { $0.integer(1...1_000_000) }
    let minDelta = reader.read("min_delta") { $0.number(.notNegative) }
    let monitor = reader.read("monitor") { $0.choice(of: EarlyStopping.Monitor.self) }
    let restore = reader.read("restore") { $0.choice(of: EarlyStopping.Restore.self) }
    reader.finish()
    guard reader.broken.isEmpty else { return nil }
    var stopping = EarlyStopping(patience: patience?.value ?? 5)
    stopping.minDelta = minDelta?.value ?? stopping.minDelta
    stopping.monitor = monitor?.value ?? stopping.monitor
    stopping.restore = restore?.value ?? stopping.restore
    return .some(stopping)
  }
}

extension NumberRange {
  fileprivate static let positiveOrNone = NumberRange(description: "none or a number above 0") { $0 > 0 }
}

extension Schedule {
  /// The long form, whichever was written.
  var configurationValue: ConfigurationValue {
    switch self {
    case .constant: .string("constant")
    case .cosine(let warmup): .mapping([.init("cosine", .mapping([.init("warmup", .integer(warmup))]))])
    case .step(let every, let factor):
      .mapping([.init("step", .mapping([.init("every", .integer(every)), .init("factor", .number(factor))]))])
    }
  }
}

extension EarlyStopping {
  var configurationValue: ConfigurationValue {
    .mapping([
      .init("patience", .integer(patience)), .init("min_delta", .number(minDelta)),
      .init("monitor", .string(monitor.rawValue)), .init("restore", .string(restore.rawValue)),
    ])
  }
}
