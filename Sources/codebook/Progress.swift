import ArgumentParser
import Foundation
import Runner
import Schema

enum LogFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

/// Tells on standard error how a run goes: a line that moves on a terminal, else a plain line now and then.
final class Progress {  // a class: the run's callback changes it
  private let terminal: Terminal
  private let format: LogFormat
  private let isQuiet: Bool
  private let now: () -> Double
  private var lastLine = -Double.infinity
  private var hasLine = false

  /// Seconds between two lines where there is no terminal, and between two drawings where there is one.
  private static let plainInterval = 10.0
  private static let drawnInterval = 0.1

  init(terminal: Terminal, format: LogFormat, isQuiet: Bool, now: @escaping () -> Double) {
    self.terminal = terminal
    self.format = format
    self.isQuiet = isQuiet
    self.now = now
  }

  func show(_ event: RunEvent) {
    if case .cacheProblem = event {} else if isQuiet { return }
    switch format {
    case .text: showText(event)
    case .json: terminal.output.write(event.json)
    }
  }

  /// Leaves the line where the terminal's next text may stand.
  func end() { clear() }

  private func showText(_ event: RunEvent) {
    switch event {
    case .blockStarted(let label, let place, let count):
      lastLine = now()
      if terminal.isInteractive { draw("\(label)  [\(place)/\(count)]") }
    case .blockRuns(let label, let why):
      // That it was never run is no news.
      if why != "never run" { line("  \(label) runs: \(why)") }
    case .blockWaits(let label, let process):
      line("  \(label): waiting for \(process.map { "process \($0)" } ?? "another process"), which trains it")
    case .cacheProblem(let words): line("codebook: \(words)")
    case .dataLoaded(let name, let description, let seconds):
      line("  \(name): \(description), read in \(seconds.duration)")
    case .epochFinished(let label, let report):
      if let ending = report.ending {
        lastLine = now()
        line("  \(label)\(report.place)  \(ending)")
      } else if terminal.isInteractive {
        guard now() - lastLine >= Self.drawnInterval || report.epoch == report.epochs else { return }
        lastLine = now()
        draw("\(label)\(report.place)  \(report.text)")
      } else if now() - lastLine >= Self.plainInterval {
        lastLine = now()
        line("\(label)\(report.place)  \(report.text)")
      }
    case .blockFinished(let label, let status, let seconds, let summary):
      let mark = status == .ran ? "✓" : status == .cached ? "=" : "✗"
      let time = status == .cached ? "known" : seconds.duration
      line("\(mark) \(label)  \(time)\(summary.isEmpty ? "" : "  \(summary)")")
    }
  }

  private func draw(_ text: String) {
    terminal.output.write("\r\u{1B}[2K\(text.prefix(max(terminal.columns - 1, 20)))")
    hasLine = true
  }

  private func line(_ text: String) {
    clear()
    terminal.output.write(text + "\n")
  }

  private func clear() {
    if hasLine { terminal.output.write("\r\u{1B}[2K") }
    hasLine = false
  }
}

extension RunEvent.EpochReport {
  /// ` 2/5`: which of a block's models it is, where there are several.
  fileprivate var place: String { models > 1 ? " \(model)/\(models)" : "" }

  /// `epoch 12/20  train.loss 0.0123  validation.loss 0.0119  best 9  210,000 samples/s  3 s left`
  fileprivate var text: String {
    let format = NumberFormat(kind: .general, precision: 4)
    let whole = NumberFormat(kind: .integer, precision: nil, groupsThousands: true)
    var parts = ["epoch \(epoch)/\(epochs)"] + losses.map { "\($0.name) \(format.format($0.value))" }
    if let stopping, stopping.epochsWithout > 0 { parts.append("best \(stopping.bestEpoch)") }
    parts.append("\(whole.format(samplesPerSecond.rounded())) samples/s")
    parts.append("\(secondsLeft.duration) left")
    return parts.joined(separator: "  ")
  }

  /// Said where early stopping ends a training before its last epoch.
  fileprivate var ending: String? {
    guard let stopping, stopping.isOver, epoch < epochs else { return nil }
    let waited = "stopped after epoch \(epoch), \(counted(stopping.epochsWithout, "epoch")) without an improvement"
    guard let best = stopping.best else { return "\(waited); \(stopping.monitor) was never finite" }
    let number = NumberFormat(kind: .general, precision: 4).format(best)
    return "\(waited); best \(stopping.monitor) \(number) after epoch \(stopping.bestEpoch)"
  }
}

extension RunEvent {
  /// One JSON object, its keys sorted.
  fileprivate var json: String {
    let fields: [String: JSONScalar] =
      switch self {
      case .blockStarted(let label, let place, let count):
        ["event": .text("block started"), "label": .text(label), "place": .whole(place), "count": .whole(count)]
      case .blockRuns(let label, let why):
        ["event": .text("block runs"), "label": .text(label), "why": .text(why)]
      case .blockWaits(let label, let process):
        ["event": .text("waiting"), "label": .text(label)].merging(
          process.map { ["process": .whole($0)] } ?? [:]
        ) { _, own in own }
      case .cacheProblem(let words): ["event": .text("cache problem"), "text": .text(words)]
      case .dataLoaded(let name, let description, let seconds):
        ["event": .text("data loaded"), "name": .text(name), "data": .text(description), "seconds": .number(seconds)]
      case .epochFinished(let label, let report):
        report.fields.merging(["event": .text("epoch"), "label": .text(label)]) { _, own in own }
      case .blockFinished(let label, let status, let seconds, let summary):
        [
          "event": .text("block finished"), "label": .text(label), "status": .text(status.rawValue),
          "seconds": .number(seconds), "summary": .text(summary),
        ]
      }
    return jsonLine(fields)
  }
}

extension RunEvent.EpochReport {
  fileprivate var fields: [String: JSONScalar] {
    var fields: [String: JSONScalar] = [
      "epoch": .whole(epoch), "epochs": .whole(epochs), "samples_per_second": .number(samplesPerSecond),
      "seconds_left": .number(secondsLeft),
    ]
    for loss in losses { fields[loss.name] = .number(loss.value) }
    if models > 1 {
      fields["model"] = .whole(model)
      fields["models"] = .whole(models)
    }
    if let stopping {
      fields["best_epoch"] = .whole(stopping.bestEpoch)
      if let ending { fields["stopped"] = .text(ending) }
    }
    return fields
  }
}

/// One JSON object on one line, its keys sorted.
func jsonLine(_ fields: [String: JSONScalar]) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return String(decoding: (try? encoder.encode(fields)) ?? Data(), as: UTF8.self) + "\n"
}

/// A field of a log line.
enum JSONScalar: Encodable {
  case text(String)
  case whole(Int)
  case number(Double)

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(value)
    case .whole(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    }
  }
}
