import Foundation
import Testing

@Suite("The benchmark, run")
struct CommandTests {
  @Test("a tiny run measures a model, prints a table, and leaves its figures and nothing else")
  func tiny() throws {
    let benchmark = try Executable()
    let outcome = try benchmark(Executable.tiny + ["--json", benchmark.path("figures.json")])
    #expect(outcome.exitCode == 0, "\(outcome.error)")
    let row = try #require(outcome.output.split(separator: "\n").last).split(separator: " ")
    #expect(row.prefix(2) == ["784-32", "256"])
    let data = try Data(contentsOf: URL(fileURLWithPath: benchmark.path("figures.json")))
    let figures = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let model = try #require((figures["models"] as? [[String: Any]])?.first)
    let round = try #require((model["rounds"] as? [[String: Any]])?.first)
    let codebook = try #require(round["codebook"] as? [String: Any])
    #expect((codebook["peak_memory"] as? Int ?? 0) > 1_000_000)
    #expect((codebook["epochs"] as? [Any])?.count == 1)
    #expect(try benchmark.leftovers() == [])
  }

  @Test("peers are measured beside it, and one that did other work is objected to with exit code 1")
  func peers() throws {
    let benchmark = try Executable()
    let line = #"echo '{"samples": 256, "seconds": 64, "loss": 9}'"#
    let python = try benchmark.python(training: "\(line); \(line)")
    let outcome = try benchmark(Executable.tiny + ["--peers", python])
    #expect(outcome.exitCode == 1, "\(outcome.error)")
    let rows = outcome.output.split(separator: "\n").filter { $0.contains(" 9.1  ") }
    #expect(rows.map { $0.split(separator: " ")[2...4].joined(separator: " ") } == ["PyTorch 9.1 4", "JAX 9.1 4"])
    #expect(outcome.output.contains("the loss of JAX 9.1 is 9.0000"))
  }

  @Test("a Python that is not there is wrong usage")
  func missingPython() throws {
    let outcome = try Executable()(Executable.tiny + ["--peers", "/no/such/python"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.error.contains("codebook-benchmark: cannot start /no/such/python: no such file or directory\n"))
  }

  @Test("a library that cannot be imported is named, with what to install")
  func missingLibrary() throws {
    let benchmark = try Executable()
    let python = try benchmark.python(importing: "echo \"No module named 'jax'\" >&2; exit 1", training: "")
    let outcome = try benchmark(Executable.tiny + ["--peers", python, "--against", "jax"])
    #expect(outcome.exitCode == 2)
    let message = """
      codebook-benchmark: \(python) cannot import JAX: No module named 'jax'
        help: \(python) -m pip install jax numpy

      """
    #expect(outcome.error.hasSuffix(message))
  }

  @Test("a script that fails ends the benchmark with its last words")
  func failingScript() throws {
    let benchmark = try Executable()
    let python = try benchmark.python(training: "echo 'MemoryError: it is full' >&2; exit 3")
    let outcome = try benchmark(Executable.tiny + ["--peers", python])
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.error.hasSuffix(
        "PyTorch failed on 784-32, batch 256: it ended with exit code 3\nMemoryError: it is full\n"))
    #expect(try benchmark.leftovers() == [])
  }

  @Test("images that are not there are refused with the ways to get them")
  func missingImages() throws {
    let outcome = try Executable()(["--data", "mnist", "--data-dir", "/no/such/folder"])
    #expect(outcome.exitCode == 2)
    #expect(outcome.error.contains("codebook-benchmark: data set 'mnist' is not on this machine\n  put its four files"))
  }

  @Test("a model that there is not is wrong usage, with those that there are")
  func unknownModel() throws {
    let outcome = try Executable()(["--model", "784-64"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.error.contains("'--model 784-64': the models are 784-32, 784-128-32, 784-1000-500-250-30"))
  }

  @Test("an interruption ends what is running, tidies up, and exits with 130")
  func interruption() throws {
    let benchmark = try Executable()
    let number = benchmark.path("process")
    let python = try benchmark.python(training: "echo $$ > \(number).new; mv \(number).new \(number); exec sleep 60")
    let outcome = try benchmark(Executable.tiny + ["--peers", python]) {
      FileManager.default.fileExists(atPath: number)
    }
    #expect(outcome.exitCode == 130)
    let process = try #require(
      Int32(String(contentsOfFile: number, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(process, 0) == -1)
    #expect(try benchmark.leftovers() == [])
  }
}
