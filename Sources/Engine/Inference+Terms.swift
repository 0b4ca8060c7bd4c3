import CKernels

// What the terms of a loss are on a whole split.

extension Inference {
  /// The terms of the loss on all samples, once warm-ups are over: with dropout off, and each a mean over them. A Gaussian
  /// code is drawn once for each sample, so that reconstruction and divergence are those of the evidence lower bound;
  /// the mean activations are those of the split. The encoder's Jacobian is exact. Dead units have no term here.
  package func terms(
    of samples: Samples, _ objective: Objective, _ regularization: Regularization, view: InferenceView
  ) -> LossTerms {
    var view = view
    if network.gaussianLayer != nil { view.draw = view.draw ?? 0 }
    let errors = errors(of: samples, withHuber: objective.loss == .huber, view: view)
    return terms(of: samples, objective, regularization, view: view, errors: errors)
  }

  /// The same, from errors that were found with this view.
  package func terms(
    of samples: Samples, _ objective: Objective, _ regularization: Regularization, view: InferenceView,
    errors: RowErrors
  ) -> LossTerms {
    var terms = LossTerms()
    terms.reconstruction = meanLoss(of: errors, objective: objective, width: samples.width)
    guard samples.count > 0 else { return terms }
    for penalty in regularization.penalties(of: network) where penalty != .auxiliary {
      let value: Double
      switch (penalty, regularization.sparsity) {
      case (.kl, .divergence(let target, _)?):
        value = meanActivations(of: samples, depth: regularization.codeDepth, view: view)
          .reduce(0) { $0 + Regularization.divergence(from: target, of: $1).value }
      case (.kl, _): value = divergences(of: samples, view: view).mean
      case (.l1, _): value = magnitudes(of: samples, depth: regularization.codeDepth, view: view).mean
      default: value = jacobianSquares(of: samples, depth: regularization.codeDepth, view: view).mean
      }
      terms.set(penalty, to: value, weight: regularization.weight(of: penalty))
    }
    return terms
  }

  /// KL(q(h|x) ‖ N(0, 1)) of each sample in nats, in closed form: Kingma and Welling 2014, appendix B. Zeros without a
  /// Gaussian code.
  package func divergences(of samples: Samples, view: InferenceView = InferenceView()) -> [Double] {
    guard let (place, layer) = network.gaussianLayer else { return Array(repeating: 0, count: samples.count) }
    let kernels = unsafe Kernels.best
    return unsafe rowValues(of: samples, layers: place, view: view) { values, results, rows in
      unsafe kernels.divergences(values, results, rows, layer.width)
    }
  }

  /// ln p(h) − ln q(h|x) in nats of each sample's code, drawn as `view` says: what the reconstruction's likelihood lacks
  /// of an importance weight, Burda, Grosse and Salakhutdinov 2016, equation 8. Zeros without a Gaussian code.
  package func logRatios(of samples: Samples, view: InferenceView) -> [Double] {
    guard let (place, layer) = network.gaussianLayer else { return Array(repeating: 0, count: samples.count) }
    let kernels = unsafe Kernels.best
    let draw = view.draw ?? 0
    var sample = 0
    let noise = Buffer<Float>(count: Self.rowsAtOnce * layer.width)
    let codes = Buffer<Float>(count: Self.rowsAtOnce * layer.width)
    return unsafe rowValues(of: samples, layers: place, view: view) { values, results, rows in
      for row in 0..<rows {
        unsafe view.drawNoise(
          draw, row: sample + row, into: noise.start + row * layer.width, width: layer.width, by: kernels)
      }
      unsafe kernels.draw_codes(values, noise.start, codes.start, rows, layer.width)
      unsafe kernels.log_ratios(values, noise.start, codes.start, results, rows, layer.width)
      sample += rows
    }
  }

  /// ‖∂h/∂x‖², the squared Frobenius norm of the Jacobian of the first `depth` layers, of each sample: exact.
  package func jacobianSquares(
    of samples: Samples, depth: Int, view: InferenceView = InferenceView()
  ) -> [Double] {
    let pass = JacobianPass(network: network, stored: stored, depth: depth, threads: team.count)
    let results = Buffer<Double>(count: samples.count)
    let slices = Slices.inference(of: samples.count)
    samples.withSource { source in
      team.run(tasks: slices.count) { task, thread in
        let first = slices[task].lowerBound
        unsafe pass.squares(of: slices[task], from: source, view, thread: thread, into: results.start + first)
      }
    }
    return results.values
  }

  /// The mean activation of each unit of the first `depth` layers over all samples.
  package func meanActivations(
    of samples: Samples, depth: Int, view: InferenceView = InferenceView()
  ) -> [Double] {
    let kernels = unsafe Kernels.best
    let width = network.layers[depth - 1].outputs
    let sums = Buffer<Double>(count: width)
    let squares = Buffer<Double>(count: width)
    _ = unsafe rowValues(of: samples, layers: depth, view: view) { values, _, rows in
      unsafe kernels.moments(values, sums.start, squares.start, rows, width)
    }
    return sums.values.map { $0 / Double(max(samples.count, 1)) }
  }

  /// Σ |h| over the code of each sample.
  private func magnitudes(of samples: Samples, depth: Int, view: InferenceView) -> [Double] {
    let kernels = unsafe Kernels.best
    let width = network.layers[depth - 1].outputs
    return unsafe rowValues(of: samples, layers: depth, view: view) { values, results, rows in
      for row in 0..<rows { unsafe results[row] = kernels.magnitudes(values + row * width, width) }
    }
  }

  static let rowsAtOnce = 4_096

  /// Numbers for each sample from what the first layers make of it; `body` sees some thousand rows at a time, in order.
  private func rowValues(
    of samples: Samples, layers: Int, view: InferenceView,
    _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Double>, Int) -> Void
  ) -> [Double] {
    let results = Buffer<Double>(count: samples.count)
    for start in stride(from: 0, to: samples.count, by: Self.rowsAtOnce) {
      let rows = start..<min(start + Self.rowsAtOnce, samples.count)
      let values = outputs(of: samples, rows: rows, layers: 0..<layers, view: view).values
      unsafe values.withUnsafeBufferPointer { values in
        if let values = values.baseAddress { unsafe body(values, results.start + start, rows.count) }
      }
    }
    return results.values
  }
}

extension [Double] {
  fileprivate var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }
}

extension Inference {
  /// Whether evaluation may draw codes, so that its errors differ from those of the mean code.
  package var drawsCodes: Bool { network.gaussianLayer != nil }
}
