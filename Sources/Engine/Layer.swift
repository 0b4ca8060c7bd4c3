import CKernels

/// A dense layer at work: its shape and where its parameters are.
@safe struct Layer {
  let inputs: Int
  let outputs: Int
  let activation: Activation
  let weights: UnsafeMutablePointer<Float>  // inputs × outputs
  let bias: UnsafeMutablePointer<Float>  // outputs

  /// The layers of `network`, whose parameters lie in `parameters`.
  static func all(of network: Network, in parameters: Buffer<Float>) -> [Layer] {
    precondition(parameters.count == network.parameterCount, "\(parameters.count) parameters")
    var start = unsafe parameters.start
    return network.layers.compactMap(\.dense).map { layer in
      let bias = unsafe start + layer.inputs * layer.outputs
      defer { unsafe start = bias + layer.outputs }
      return unsafe Layer(
        inputs: layer.inputs, outputs: layer.outputs, activation: layer.activation, weights: start, bias: bias)
    }
  }

  /// `products = inputs · weights`, rows × outputs.
  func multiply(_ inputs: UnsafePointer<Float>, rows: Int, into products: UnsafeMutablePointer<Float>) {
    unsafe Products.multiply(
      .init(start: inputs, stride: self.inputs), .init(start: weights, stride: outputs), rows: rows,
      columns: outputs, depth: self.inputs, into: products, stride: outputs)
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
      .init(start: errors, stride: outputs), .init(start: weights, stride: outputs, transposed: true), rows: rows,
      columns: inputs, depth: outputs, into: inputErrors, stride: inputs)
  }

  /// `gradient = inputsᵀ · errors` for some of the weights' rows: rows × outputs.
  func gradient(
    ofRows slice: Range<Int>, inputs: UnsafePointer<Float>, errors: UnsafePointer<Float>, batch: Int,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    unsafe Products.multiply(
      .init(start: inputs + slice.lowerBound, stride: self.inputs, transposed: true),
      .init(start: errors, stride: outputs), rows: slice.count, columns: outputs, depth: batch, into: gradient,
      stride: outputs)
  }
}
