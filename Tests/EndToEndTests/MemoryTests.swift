import Foundation
import Testing

@Suite("Memory")
struct MemoryTests {
  @Test("what a run takes at its peak is what check said, within a quarter")
  func estimate() throws {
    let codebook = try Command()
    try codebook.write(
      """
      ```yaml train
      label: a
      data: {name: subspace, size: 784, count: 20000}
      encoder: [128]
      output_activation: linear
      epochs: 2
      batch_size: 256
      ```

      """, to: "a.md")
    let check = try codebook("check", "a.md")
    let words = try #require(check.standardOutput.firstMatch(of: /parameters  ([0-9.]+) MB/))
    let estimate = try #require(Double(words.output.1)) * 1e6
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = ["run", "a.md", "-q", "--threads", "2"]
    process.currentDirectoryURL = codebook.folder
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    // Looked at while it runs: what the system says afterwards counts the process that started it too.
    var peak = 0.0
    while process.isRunning {
      peak = max(peak, Self.peak(of: process.processIdentifier))
      Thread.sleep(forTimeInterval: 0.005)
    }
    #expect(process.terminationStatus == 0)
    #expect(abs(estimate - peak) < peak / 4, "estimated \(estimate), found \(peak)")
  }

  /// Bytes that were resident at most so far, once the process runs the command; 0 before and after.
  private static func peak(of process: Int32) -> Double {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      status.hasPrefix("Name:\tcodebook\n"), let size = status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/)
    else { return 0 }
    return (Double(size.output.1) ?? 0) * 1024
  }
}
