/// A trained network at work, forward only.
///
/// Rows go through it in the slices that training uses, counted from the first row asked for; so a code that is decoded
/// gives the bits that the same rows give when they pass through all layers at once. A class, since it owns threads.
package final class Inference {
  let network: Network
  let stored: FactorBuffer
  let team: Team
  private let pass: ForwardPass

  package convenience init(
    network: Network, parameters: Parameters, threads: Int, precision: Precision = .float32
  ) {
    self.init(
      network: network, stored: FactorBuffer(parameters, precision: precision), team: Team(threads: threads))
  }

  /// Without a copy of the numbers, which must not change while it works, and on threads that do nothing else then.
  init(network: Network, stored: FactorBuffer, team: Team) {
    self.network = network
    self.stored = stored
    self.team = team
    pass = ForwardPass(network: network, stored: stored, threads: team.count)
  }

  /// What `layers` make of the samples at `rows`: rows × the last one's outputs; without layers, the samples as floats.
  /// Traps unless the rows are there, and `layers` starts at 0.
  package func outputs(
    of samples: Samples, rows: Range<Int>, layers: Range<Int>, view: InferenceView = InferenceView()
  ) -> Matrix {
    precondition(layers.lowerBound == 0, "samples enter at layer 0, not \(layers.lowerBound)")
    precondition(samples.width == network.inputs, "samples of \(samples.width) for \(network.inputs) inputs")
    precondition(rows.lowerBound >= 0 && rows.upperBound <= samples.count, "rows \(rows) of \(samples.count)")
    return samples.withSource { source in outputs(of: source, rows: rows, layers: layers, view) }
  }

  /// What `layers` make of `inputs`, which are as wide as the first of them: rows × the last one's outputs.
  package func outputs(of inputs: Matrix, layers: Range<Int>) -> Matrix {
    let width = inputWidth(of: layers)
    precondition(inputs.columns == width, "inputs of \(inputs.columns) for a layer of \(width)")
    return unsafe inputs.values.withUnsafeBufferPointer { values in
      let source = unsafe SampleSource(bytes: nil, floats: values.baseAddress, width: width)
      return outputs(of: source, rows: 0..<inputs.rows, layers: layers, InferenceView())
    }
  }

  /// The errors of every sample's reconstruction by the whole network; holds no more of them than a slice a thread.
  /// Traps unless the network's inputs and outputs are as wide as the samples.
  package func errors(
    of samples: Samples, withHuber: Bool = false, view: InferenceView = InferenceView()
  ) -> RowErrors {
    precondition(samples.width == network.inputs, "samples of \(samples.width) for \(network.inputs) inputs")
    precondition(samples.width == network.outputs, "outputs of \(network.outputs) for samples of \(samples.width)")
    let sums = ErrorSums(count: samples.count, withHuber: withHuber)
    let slices = Slices.inference(of: samples.count)
    samples.withSource { source in
      let pass = pass
      team.run(tasks: slices.count) { task, thread in
        pass.sumErrors(of: slices[task], from: source, view, thread: thread, into: sums)
      }
    }
    return RowErrors(
      squared: sums.squared.values, absolute: sums.absolute.values, crossEntropy: sums.crossEntropy.values,
      huber: sums.huber?.values)
  }

  private func outputs(
    of source: SampleSource, rows: Range<Int>, layers: Range<Int>, _ view: InferenceView
  ) -> Matrix {
    let width = layers.isEmpty ? inputWidth(of: layers) : network.layers[layers.upperBound - 1].outputs
    let result = Buffer<Float>(count: rows.count * width)
    let slices = Slices.inference(of: rows.count)
    let pass = pass
    team.run(tasks: slices.count) { task, thread in
      let slice = slices[task]
      let first = rows.lowerBound + slice.lowerBound
      let outputs = unsafe pass.outputs(
        of: first..<first + slice.count, from: source, layers: layers, view, thread: thread)
      unsafe (result.start + slice.lowerBound * width).update(from: outputs, count: slice.count * width)
    }
    return Matrix(rows: rows.count, columns: width, values: result.values)
  }

  private func inputWidth(of layers: Range<Int>) -> Int {
    let count = network.layers.count
    precondition(layers.lowerBound >= 0 && layers.upperBound <= count, "layers \(layers) of \(count)")
    return layers.lowerBound < count ? network.layers[layers.lowerBound].inputs : network.outputs
  }
}
