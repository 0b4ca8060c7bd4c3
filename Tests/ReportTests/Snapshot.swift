import Foundation
import Testing

/// Texts that a change must not alter unnoticed. With `CODEBOOK_RECORD_SNAPSHOTS` set they are written anew, and the test
/// fails, so that no run that records passes for one that compares.
enum Snapshot {
  static func expect(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["CODEBOOK_RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)", sourceLocation: location)
      return
    }
    let known = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    let lines = zip(text.split(separator: "\n"), known.split(separator: "\n"))
    let difference = lines.enumerated().first { $0.element.0 != $0.element.1 }
    #expect(
      text == known, "\(name) differs first in line \((difference?.offset ?? 0) + 1): \(difference?.element.0 ?? "")",
      sourceLocation: location)
  }
}
