import ArgumentParser
import Datasets
import Engine
import Files
import Foundation

// What the benchmark calls itself with: each in a process of its own, so that its memory is its own.

/// Trains a model and prints a line of JSON after each epoch.
struct TrainCommand: ParsableCommand {
  static let name = "measure-training"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Train one model.", shouldDisplay: false)

  @Argument var assignment: String

  func run() throws {
    let task: Assignment = try decoded(assignment)
    let samples = try task.samples()
    var descent = Descent(optimizer: Optimizer(kind: .adam), epochs: task.epochs, batchSize: task.batch)
    descent.precision = task.precision
    let trainer = Trainer(
      network: task.network, parameters: Parameters(drawnFor: task.network, seed: 0),
      objective: Objective(loss: .bce, reduction: .mean), descent: descent, threads: task.threads, seed: 0)
    let clock = ContinuousClock()
    for epoch in 1...task.epochs {
      let start = clock.now
      let loss = try trainer.runEpoch(samples, epoch: epoch)
      try printLine(EpochFigures(samples: samples.count, seconds: (clock.now - start) / .seconds(1), loss: loss))
    }
  }
}

/// Measures what `dnnl_sgemm` alone reaches on a model's products, and prints it as a line of JSON.
struct CeilingCommand: ParsableCommand {
  static let name = "measure-ceiling"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Measure the products of one model.", shouldDisplay: false)

  @Argument var assignment: String

  func run() throws {
    let task: Assignment = try decoded(assignment)
    let ceiling = ProductCeiling(of: task.network, batch: task.batch)
    let clock = ContinuousClock()
    let start = clock.now
    let seconds = ceiling.seconds(threads: task.threads, duration: task.seconds) { (clock.now - start) / .seconds(1) }
    try printLine(CeilingFigures(operations: ceiling.operations, seconds: seconds))
  }
}

/// Writes a data set's training images as plain bytes, which every measuring process reads, and prints their number.
struct ImagesCommand: ParsableCommand {
  static let name = "unpack-images"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Write a data set's training images.", shouldDisplay: false)

  @Argument var order: String

  func run() throws {
    let order: ImageOrder = try decoded(order)
    guard let name = DatasetName(rawValue: order.data) else { throw ValidationError("'\(order.data)'") }
    var options = DataOptions(source: .named(name))
    options.limit = order.limit
    let dataset: Dataset
    do {
      dataset = try DataCatalogue.forBenchmark(folder: order.folder).load(options, seed: 0)
    } catch {
      StandardStream.error.write("\(error.message)\n\(error.help.map { "  \($0)\n" }.joined())")
      throw ExitCode(2)
    }
    let samples = dataset.train.samples
    guard case .bytes(let bytes) = samples.storage else {
      throw ValidationError("'\(order.data)' is not made of bytes")
    }
    try AtomicFile.write(bytes, to: order.target)
    try printLine(samples.count)
  }
}

extension Assignment {
  var network: Network { BenchmarkModel.network(widths: widths, activations: activations) }

  func samples() throws -> Samples {
    let width = widths[0]
    let bytes = try readFile(images, limit: 1 << 31)
    return Samples(count: bytes.count / width, width: width, storage: .bytes(bytes))
  }
}

private func decoded<Value: Decodable>(_ text: String) throws -> Value {
  try JSONDecoder().decode(Value.self, from: Data(text.utf8))
}

private func printLine(_ value: some Encodable) throws {
  try StandardStream.output.writeResult(String(decoding: JSONEncoder().encode(value), as: UTF8.self) + "\n")
}
