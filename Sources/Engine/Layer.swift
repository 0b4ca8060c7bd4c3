import CKernels

/// A dense layer at work: its shape and where its parameters are.
@safe struct Layer {
  let inputs: Int
  let outputs: Int
  let activation: Activation
  /// Those of another layer, transposed, where the layer is tied to it.
  let weights: Products.Factor  // inputs × outputs
  let bias: UnsafeMutablePointer<Float>  // outputs

  /// `result = inputs · weights`, rows × outputs.
  func multiply(
    _ inputs: Products.Factor, rows: Int, into result: UnsafeMutablePointer<Float>, by products: MixedProducts
  ) {
    unsafe products.multiply(
      inputs, weights, rows: rows, columns: outputs, depth: self.inputs, into: result, stride: outputs)
  }

  /// `outputs = activation(inputs · weights + bias)`, rows × outputs; `slopes` likewise, where they are kept.
  func forward(
    _ inputs: Products.Factor, rows: Int, into outputs: UnsafeMutablePointer<Float>,
    slopes: UnsafeMutablePointer<Float>?, by kernels: Kernels, _ products: MixedProducts
  ) {
    unsafe multiply(inputs, rows: rows, into: outputs, by: products)
    unsafe kernels.activate(activation.code, outputs, bias, slopes, rows, self.outputs)
  }

  /// `inputErrors = errors · weightsᵀ`, rows × inputs: the loss's derivatives by what came in.
  func backward(
    _ errors: Products.Factor, rows: Int, into inputErrors: UnsafeMutablePointer<Float>, by products: MixedProducts
  ) {
    unsafe products.multiply(
      errors, weights.transpose, rows: rows, columns: inputs, depth: outputs, into: inputErrors, stride: inputs)
  }
}

/// Batch normalisation at work: its width and where its numbers are.
@safe struct NormLayer {
  let width: Int
  let scales: UnsafeMutablePointer<Float>  // width
  let shifts: UnsafeMutablePointer<Float>  // width
  let means: UnsafeMutablePointer<Float>  // width, running
  let variances: UnsafeMutablePointer<Float>  // width, running
}

/// A layer of any kind at work.
enum WorkingLayer {
  case dense(Layer)
  case dropout(DropoutLayer)
  case batchNorm(NormLayer)
  case gaussian(GaussianLayer)
  case binary(BinaryLayer)
  case largest(LargestLayer)

  /// The layers of `network`, whose numbers lie in `stored`.
  static func all(of network: Network, in stored: FactorBuffer) -> [WorkingLayer] {
    precondition(stored.floats.count == network.storedCount, "\(stored.floats.count) numbers")
    let offsets = network.layers.indices.map { Parameters.offset(of: $0, in: network) }
    return network.layers.enumerated().map { index, layer in
      let start = unsafe stored.floats.start + offsets[index]
      switch layer {
      case .dense(let dense):
        let isTied = dense.tiedTo != nil
        let weights = stored.factor(
          from: offsets[dense.tiedTo ?? index], stride: isTied ? dense.inputs : dense.outputs, transposed: isTied)
        return unsafe .dense(
          Layer(
            inputs: dense.inputs, outputs: dense.outputs, activation: dense.activation, weights: weights,
            bias: start + dense.weightCount))
      case .dropout(let dropout): return .dropout(dropout)
      case .batchNorm(let norm):
        let width = norm.width
        return unsafe .batchNorm(
          NormLayer(
            width: width, scales: start, shifts: start + width, means: start + 2 * width,
            variances: start + 3 * width))
      case .gaussian(let gaussian): return .gaussian(gaussian)
      case .binary(let binary): return .binary(binary)
      case .largest(let largest): return .largest(largest)
      }
    }
  }

  var outputs: Int {
    switch self {
    case .dense(let layer): layer.outputs
    case .dropout(let layer): layer.width
    case .batchNorm(let layer): layer.width
    case .gaussian(let layer): layer.width
    case .binary(let layer): layer.width
    case .largest(let layer): layer.width
    }
  }

  var inputs: Int {
    switch self {
    case .dense(let layer): layer.inputs
    case .gaussian(let layer): 2 * layer.width
    case .dropout, .batchNorm, .binary, .largest: outputs
    }
  }

  var isDense: Bool { if case .dense = self { true } else { false } }
}
