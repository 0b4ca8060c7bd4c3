import CKernels

/// A dense layer at work: its shape and where its parameters are.
@safe struct Layer {
  let inputs: Int
  let outputs: Int
  let activation: Activation
  /// The weights as products read them: those of another layer, transposed, where the layer is tied to it; rounded
  /// where the precision asks for it.
  let factors: UnsafePointer<Float>  // inputs × outputs, or outputs × inputs if transposed
  let isTransposed: Bool
  let bias: UnsafeMutablePointer<Float>  // outputs

  private var weights: Products.Factor {
    unsafe Products.Factor(start: factors, stride: isTransposed ? inputs : outputs, transposed: isTransposed)
  }

  /// `products = inputs · weights`, rows × outputs.
  func multiply(_ inputs: UnsafePointer<Float>, rows: Int, into products: UnsafeMutablePointer<Float>) {
    unsafe Products.multiply(
      .init(start: inputs, stride: self.inputs), weights, rows: rows, columns: outputs, depth: self.inputs,
      into: products, stride: outputs)
  }

  /// `outputs = activation(inputs · weights + bias)`, rows × outputs; `slopes` likewise, where they are kept.
  func forward(
    _ inputs: UnsafePointer<Float>, rows: Int, into outputs: UnsafeMutablePointer<Float>,
    slopes: UnsafeMutablePointer<Float>?, by kernels: Kernels
  ) {
    unsafe multiply(inputs, rows: rows, into: outputs)
    unsafe kernels.activate(activation.code, outputs, bias, slopes, rows, self.outputs)
  }

  /// `inputErrors = errors · weightsᵀ`, rows × inputs: the loss's derivatives by what came in.
  func backward(_ errors: UnsafePointer<Float>, rows: Int, into inputErrors: UnsafeMutablePointer<Float>) {
    unsafe Products.multiply(
      .init(start: errors, stride: outputs), weights.transpose, rows: rows, columns: inputs, depth: outputs,
      into: inputErrors, stride: inputs)
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

  /// The layers of `network`, whose numbers lie in `stored`; products read the weights in `factors`.
  static func all(of network: Network, in stored: Buffer<Float>, factors: Buffer<Float>) -> [WorkingLayer] {
    precondition(stored.count == network.storedCount, "\(stored.count) numbers")
    precondition(factors.count == network.storedCount, "\(factors.count) factors")
    let offsets = network.layers.indices.map { Parameters.offset(of: $0, in: network) }
    return network.layers.enumerated().map { index, layer in
      let start = unsafe stored.start + offsets[index]
      switch layer {
      case .dense(let dense):
        let own = unsafe factors.start + offsets[dense.tiedTo ?? index]
        return unsafe .dense(
          Layer(
            inputs: dense.inputs, outputs: dense.outputs, activation: dense.activation, factors: own,
            isTransposed: dense.tiedTo != nil, bias: start + dense.weightCount))
      case .dropout(let dropout): return .dropout(dropout)
      case .batchNorm(let norm):
        let width = norm.width
        return unsafe .batchNorm(
          NormLayer(
            width: width, scales: start, shifts: start + width, means: start + 2 * width,
            variances: start + 3 * width))
      }
    }
  }

  var outputs: Int {
    switch self {
    case .dense(let layer): layer.outputs
    case .dropout(let layer): layer.width
    case .batchNorm(let layer): layer.width
    }
  }

  var isDense: Bool { if case .dense = self { true } else { false } }
}
