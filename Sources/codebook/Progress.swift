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
    guard !isQuiet else { return }
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
    case .dataLoaded(let name, let description, let seconds):
      line("  \(name): \(description), read in \(seconds.duration)")
    case .epochFinished(let label, let report):
      if terminal.isInteractive {
        guard now() - lastLine >= Self.drawnInterval || report.epoch == report.epochs else { return }
        lastLine = now()
        draw("\(label)  \(report.text)")
      } else if now() - lastLine >= Self.plainInterval {
        lastLine = now()
        line("\(label)  \(report.text)")
      }
    case .blockFinished(let label, let status, let seconds, let summary):
      let mark = status == .ran ? "✓" : "✗"
      line("\(mark) \(label)  \(seconds.duration)\(summary.isEmpty ? "" : "  \(summary)")")
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
  /// `epoch 12/20  train.loss 0.0123  test.loss 0.0119  210,000 samples/s  3 s left`
  fileprivate var text: String {
    let format = NumberFormat(kind: .general, precision: 4)
    let whole = NumberFormat(kind: .integer, precision: nil, groupsThousands: true)
    let losses = losses.map { "\($0.name) \(format.format($0.value))" }.joined(separator: "  ")
    return "epoch \(epoch)/\(epochs)  \(losses)  \(whole.format(samplesPerSecond.rounded())) samples/s  "
      + "\(secondsLeft.duration) left"
  }
}

extension RunEvent {
  /// One JSON object, its keys sorted.
  fileprivate var json: String {
    let fields: [String: JSONScalar] =
      switch self {
      case .blockStarted(let label, let place, let count):
        ["event": .text("block started"), "label": .text(label), "place": .whole(place), "count": .whole(count)]
      case .dataLoaded(let name, let description, let seconds):
        ["event": .text("data loaded"), "name": .text(name), "data": .text(description), "seconds": .number(seconds)]
      case .epochFinished(let label, let report):
        report.losses.reduce(
          into: [
            "event": .text("epoch"), "label": .text(label), "epoch": .whole(report.epoch),
            "epochs": .whole(report.epochs), "samples_per_second": .number(report.samplesPerSecond),
            "seconds_left": .number(report.secondsLeft),
          ]
        ) { $0[$1.name] = .number($1.value) }
      case .blockFinished(let label, let status, let seconds, let summary):
        [
          "event": .text("block finished"), "label": .text(label), "status": .text(status.rawValue),
          "seconds": .number(seconds), "summary": .text(summary),
        ]
      }
    return jsonLine(fields)
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
