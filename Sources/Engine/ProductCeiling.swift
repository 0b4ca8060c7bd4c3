/// What `dnnl_sgemm` alone reaches on the products of a training step: the ceiling of any training that uses it.
///
/// The products are those of one step on one batch: every layer's outputs, every layer's gradient, and the errors of
/// every layer but the first. Their factors lie in memory as they do in training, and every thread writes into memory of
/// its own; no product waits for another, and nothing is done but products. Each is cut in the better of two ways: evenly
/// over the threads, or into the engine's slices.
package struct ProductCeiling {
  private let network: Network
  private let batch: Int

  /// Tied weights count as weights of their own. Traps unless `batch` is at least 1.
  package init(of network: Network, batch: Int) {
    precondition(batch > 0, "a batch of \(batch)")
    self.network = network
    self.batch = batch
  }

  /// Floating-point operations of the step.
  package var operations: Int { network.trainingOperations.times(batch) }

  /// Seconds that the step's products take on so many threads: the best of several rounds. About `duration` seconds are
  /// spent on measuring; `now` gives seconds.
  package func seconds(threads: Int, duration: Double, now: () -> Double) -> Double {
    let team = Team(threads: threads)
    let factors = ProductFactors(network: network, batch: batch, threads: team.count)

    /// Of all tasks, each done once: the best mean of some rounds, in each of which they are done over and over.
    func seconds(of tasks: [ProductFactors.Task], rounds: Int, lasting duration: Double) -> Double {
      func time(_ repetitions: Int) -> Double {
        let start = now()
        team.run(tasks: tasks.count * repetitions) { number, thread in
          factors.multiply(tasks[number % tasks.count], thread: thread)
        }
        return (now() - start) / Double(repetitions)
      }
      _ = time(1)
      let repetitions = min(max(Int(duration / max(time(1), 1e-7)), 1), 1_000_000)
      return (0..<rounds).map { _ in time(repetitions) }.min() ?? 0
    }

    let products = factors.products
    let duration = duration / 2
    let chosen = products.flatMap { product in
      let even = factors.evenTasks(of: product, threads: team.count)
      let sliced = factors.engineTasks(of: product, network: network)
      let share = duration / Double(products.count * 2 * 3)
      let evenTime = seconds(of: even, rounds: 3, lasting: share)
      return evenTime <= seconds(of: sliced, rounds: 3, lasting: share) ? even : sliced
    }
    return chosen.isEmpty ? 0 : seconds(of: chosen, rounds: 8, lasting: duration / 8)
  }
}

extension Network {
  /// Floating-point operations of a sample's share in the products of a training step: forward, backward to the errors
  /// of every layer but the first, and the gradients; `Int.max` where they are too many to count.
  package var trainingOperations: Int {
    let dense = layers.compactMap(\.dense)
    let forward = multiplyAdds
    let errors = dense.dropFirst().reduce(0) { $0.plus($1.inputs.times($1.outputs)) }
    return forward.times(2).plus(errors).times(2)
  }
}

/// The factors of a step's products, in memory as in training.
private struct ProductFactors: Sendable {
  enum Kind: CaseIterable { case outputs, errors, gradient }

  struct Product {
    let kind: Kind
    let layer: Int
  }

  /// A part of a product: some rows of its result.
  struct Task {
    let product: Product
    let rows: Range<Int>
  }

  private struct Layer {
    let place: Int  // in the network
    let inputs: Int
    let outputs: Int
  }

  private let layers: [Layer]
  private let batch: Int
  private let weights: [Buffer<Float>]  // of each layer: inputs × outputs
  private let inputs: [Buffer<Float>]  // of each layer: batch × inputs
  private let errors: [Buffer<Float>]  // of each layer: batch × outputs
  private let results: [Buffer<Float>]  // of each thread: the largest result of a task

  init(network: Network, batch: Int, threads: Int) {
    let layers = network.layers.enumerated().compactMap { place, layer in
      layer.dense.map { Layer(place: place, inputs: $0.inputs, outputs: $0.outputs) }
    }
    self.layers = layers
    self.batch = batch
    weights = layers.map { Self.numbers($0.inputs * $0.outputs) }
    inputs = layers.map { Self.numbers(batch * $0.inputs) }
    errors = layers.map { Self.numbers(batch * $0.outputs) }
    let largest = layers.map { max(batch * $0.inputs, batch * $0.outputs, $0.inputs * $0.outputs) }.max() ?? 0
    results = (0..<threads).map { _ in Buffer(count: largest) }
  }

  /// Ordinary numbers in 0…1; the time of a product does not depend on which.
  private static func numbers(_ count: Int) -> Buffer<Float> { Buffer((0..<count).map { Float($0 % 61 + 1) / 64 }) }

  /// All products of a step.
  var products: [Product] {
    layers.indices.flatMap { layer in
      Kind.allCases.filter { layer > 0 || $0 != .errors }.map { Product(kind: $0, layer: layer) }
    }
  }

  /// A product in as many parts as there are threads, each but the last a multiple of 8 rows.
  func evenTasks(of product: Product, threads: Int) -> [Task] {
    let rows = product.kind == .gradient ? layers[product.layer].inputs : batch
    let length = max((rows + threads * 8 - 1) / (threads * 8) * 8, 8)
    return stride(from: 0, to: rows, by: length).map { Task(product: product, rows: $0..<min($0 + length, rows)) }
  }

  /// A product in the slices that training cuts it into.
  func engineTasks(of product: Product, network: Network) -> [Task] {
    let slices =
      product.kind == .gradient
      ? Slices.weights(of: network).filter { $0.layer == layers[product.layer].place }.map(\.rows)
      : Slices.rows(of: batch)
    return slices.map { Task(product: product, rows: $0) }
  }

  /// Makes a part of a product, on the calling thread.
  func multiply(_ task: Task, thread: Int) {
    let index = task.product.layer
    let (width, outputs) = (layers[index].inputs, layers[index].outputs)
    let first = task.rows.lowerBound
    let result = unsafe results[thread].start
    let weights = unsafe self.weights[index].start
    let inputs = unsafe self.inputs[index].start
    let errors = unsafe self.errors[index].start
    switch task.product.kind {
    case .outputs:
      unsafe Products.multiply(
        .init(start: inputs + first * width, stride: width), .init(start: weights, stride: outputs),
        rows: task.rows.count, columns: outputs, depth: width, into: result, stride: outputs)
    case .errors:
      unsafe Products.multiply(
        .init(start: errors + first * outputs, stride: outputs),
        .init(start: weights, stride: outputs, transposed: true), rows: task.rows.count, columns: width,
        depth: outputs, into: result, stride: width)
    case .gradient:
      unsafe Products.multiply(
        .init(start: inputs + first, stride: width, transposed: true), .init(start: errors, stride: outputs),
        rows: task.rows.count, columns: outputs, depth: batch, into: result, stride: outputs)
    }
  }
}
