// What the engine takes of memory, from the shapes alone; `Int.max` where that is more than can be counted. The names
// are those of the buffers in `Trainer`, `StepBuffers`, `BatchStatistics`, `WeightUpdate`, `ForwardPass` and
// `CrossProducts`.

extension Trainer {
  /// Bytes that training takes beside the samples: parameters, the optimiser's state, activations, errors, gradients,
  /// and the order of the samples.
  package static func workingMemory(
    network: Network, objective: Objective, regularization: Regularization = Regularization(), descent: Descent,
    samples: Int, threads: Int
  ) -> Int {
    let capacity = min(descent.batchSize, samples)
    let rowSlices = Slices.rows(of: capacity).count
    let last = network.layers.count - 1
    let isFused = regularization.fusesLoss(of: network, objective)
    var factors = network.inputs  // columns that products read: a bfloat16 beside each float, where these are wanted
    var columns = 0  // the others
    var sums = 0  // floats of each row slice
    var largestSlice = 0
    for (index, layer) in network.layers.enumerated() {
      let isFused = index == last && isFused
      let keepsSlopes = layer.dense.map { $0.activation.keepsSlopes && !isFused } ?? true
      let sharesErrors = index < last && network.layers[index + 1].passesErrorsOn
      factors = factors.plus(layer.outputs.times((isFused ? 0 : 1) + (sharesErrors ? 0 : 1)))
      if keepsSlopes { columns = columns.plus(layer.outputs) }
      if layer.dense != nil { sums = sums.plus(layer.outputs) }
      if case .batchNorm(let norm) = layer { sums = sums.plus(norm.width.times(4)) }
      largestSlice = max(largestSlice, layer.outputs.times(9).plus(Slices.weightsAtMost))
    }
    if regularization.corruption != nil { columns = columns.plus(network.inputs) }
    let additions = regularization.columns(of: network)
    factors = factors.plus(additions.factors)
    columns = columns.plus(additions.others)
    sums = sums.plus(additions.sums)
    let read = network.storedCount.plus(factors.times(capacity))
    let rounded = descent.precision == .bfloat16 ? read / 2 : 0  // in floats
    let gradients = descent.clipNorm == nil ? largestSlice.times(threads) : network.storedCount
    let floats = network.storedCount.times(descent.optimizer.kind.buffers).plus(read).plus(rounded)
      .plus(columns.times(capacity)).plus(sums.times(rowSlices)).plus(gradients).plus(samples)
    return floats.times(MemoryLayout<Float>.stride)
  }
}

extension Regularization {
  /// What its terms keep of every row, as factors of products and otherwise, and of every row slice; in floats.
  fileprivate func columns(of network: Network) -> (factors: Int, others: Int, sums: Int) {
    var (factors, others, sums) = (0, 0, 0)
    let width = network.layers[codeDepth - 1].outputs
    if needsWholeBatch { sums = sums.plus(width.times(4)) }
    if contraction != nil {
      if EncoderJacobian.isExact(network, depth: codeDepth) {
        sums = sums.plus(width.times(2))
      } else {
        let widths = network.layers[..<codeDepth].reduce(0) { $0.plus($1.outputs) }
        factors = factors.plus(network.inputs).plus(widths.times(2))
        others = others.plus(widths)
      }
    }
    if auxiliary != nil {
      factors = factors.plus(width).plus(network.outputs)
      others = others.plus(width.times(2))
      sums = sums.plus(width)
    }
    return (factors, others, sums)
  }
}

extension Inference {
  /// Bytes that measuring so many samples takes beside them and the parameters: each thread's rows on their way, and
  /// every sample's errors; with penalties some thousand codes at a time, and each thread's rows of Jacobians.
  package static func workingMemory(
    network: Network, regularization: Regularization = Regularization(), samples: Int, threads: Int
  ) -> Int {
    let widest = network.layers.reduce(network.inputs) { max($0, $1.outputs) }
    let rows = widest.times(4 * Slices.rowsAtMost).times(threads).times(MemoryLayout<Float>.stride)
    let errors = samples.times(2 * 3 * MemoryLayout<Double>.stride)
    guard !regularization.penalties(of: network).isEmpty else { return rows.plus(errors) }
    let encoder = network.layers[..<regularization.codeDepth]
    let units = encoder.reduce(0) { max($0, $1.outputs) }
    let codes = units.times(min(rowsAtOnce, samples)).times(3)
    var jacobians = 0
    if regularization.contraction != nil {
      let widths = encoder.reduce(network.inputs.times(2)) { $0.plus($1.outputs.times(2)) }
      let code = network.layers[regularization.codeDepth - 1].outputs
      jacobians = widths.times(Slices.rowsAtMost).plus(code.times(widest).times(2)).times(threads)
        .plus(encoder[0].outputs.times(encoder[0].outputs))
    }
    return rows.plus(errors).plus(codes.plus(jacobians).times(MemoryLayout<Float>.stride))
  }
}

extension PrincipalComponents {
  /// Bytes that finding `count` components takes beside the samples: the scatter matrix, first as sums and then for
  /// LAPACK, the vectors, and each thread's products.
  package static func workingMemory(width: Int, count: Int, threads: Int) -> Int {
    let matrices = width.times(width).times(2).plus(width.times(count).times(2)).times(MemoryLayout<Double>.stride)
    return matrices.plus(width.times((256 + 64) * MemoryLayout<Float>.stride).times(threads))
  }
}
