import Engine
import Testing

/// rows × columns of ((i a + j b + i j c) mod m) / m, as the scripts make it too.
private func grid(_ rows: Int, _ columns: Int, _ a: Int, _ b: Int, _ c: Int, _ m: Int) -> Matrix {
  Matrix(
    rows: rows, columns: columns,
    values: (0..<rows * columns).map { place in
      let (i, j) = (place / columns, place % columns)
      return Float(Double((i * a + j * b + i * j * c) % m) / Double(m))
    })
}

private func samples(_ matrix: Matrix) -> Samples {
  Samples(count: matrix.rows, width: matrix.columns, storage: .floats(matrix.values))
}

/// The numbers are scikit-learn's 1.7, scikit-image's and SciPy's, of the same grids:
///
///     def grid(rows, columns, a, b, c, m):
///         i, j = np.arange(rows)[:, None], np.arange(columns)[None, :]
///         return (((i * a + j * b + i * j * c) % m) / m).astype(np.float32)
@Suite("What metrics are made of")
struct MetricPieceTests {
  private static let labels = (0..<60).map { ($0 * $0 + $0 / 7) % 3 }
  private static let codes = grid(60, 3, 53, 29, 7, 127)
  private static let queries = grid(30, 3, 31, 11, 5, 113)

  /// `np.argsort(((q[:, None] - h[None]) ** 2).sum(-1), axis=1, kind="stable")`
  @Test("neighbours come in the order of their distance, few of them or all", arguments: [1, 3])
  func neighbors(threads: Int) {
    let search = NeighborSearch(base: Self.codes, threads: threads)
    let expected: [[Int32]] = [[36, 0, 17, 53, 34, 15], [15, 51, 34, 32, 53, 17], [54, 18, 35, 37, 16, 1]]
    #expect(Array(search.nearest(6, of: Self.queries).prefix(3)) == expected)
    #expect(search.nearest(60, of: Self.queries).prefix(3).map { Array($0.prefix(6)) } == expected)
    #expect(search.nearest(100, of: Self.queries).allSatisfy { $0.sorted() == (0..<60).map { Int32($0) } })
  }

  @Test("a row is not its own neighbour, and of equal ones the first comes first")
  func equals() {
    let base = Matrix(rows: 4, columns: 1, values: [1, 1, 1, 2])
    let search = NeighborSearch(base: base, threads: 1)
    #expect(search.nearest(3, of: base, alike: true) == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]])
    #expect(search.nearest(1, of: base) == [[0], [0], [0], [3]])
    #expect(search.nearest(0, of: base) == [[], [], [], []])
  }

  /// `make_pipeline(StandardScaler(), LogisticRegression(C=1, tol=1e-12, max_iter=10000)).fit(h, labels).predict(q)`
  @Test("the regression tells the classes that scikit-learn's tells")
  func regression() {
    let fitted = (1...3).map {
      SoftmaxRegression(of: Self.codes, labels: Self.labels, classes: 3, threads: $0).classes(of: Self.queries)
    }
    let expected = [
      0, 0, 2, 1, 0, 0, 0, 1, 0, 0, 2, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 2, 0, 0, 2, 1, 0, 0, 0, 1,
    ]
    #expect(fitted == [expected, expected, expected])
  }

  @Test("the regression separates what a line separates, constant columns and all")
  func separable() {
    let rows = Matrix(rows: 4, columns: 2, values: [0, 7, 1, 7, 2, 7, 3, 7])
    let probe = SoftmaxRegression(of: rows, labels: [0, 0, 1, 1], classes: 2, threads: 1)
    #expect(probe.classes(of: rows) == [0, 0, 1, 1])
  }

  /// `structural_similarity(a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1)`
  @Test("the similarity is scikit-image's")
  func similarity() {
    let a = grid(3, 320, 37, 101, 13, 257)
    let other = grid(3, 320, 41, 97, 17, 251)
    let b = Matrix(rows: 3, columns: 320, values: zip(a.values, other.values).map { 0.7 * $0 + 0.3 * $1 })
    let found = StructuralSimilarity(height: 20, width: 16, channels: 1)(a, b)
    for (found, expected) in zip(found, [0.881_003_595, 0.879_710_251, 0.894_283_403]) {
      #expect(abs(found - expected) < 1e-7)
    }
  }

  @Test("an image is like itself, however small", arguments: [(1, 1), (1, 30), (4, 3), (11, 11)])
  func same(height: Int, width: Int) {
    let image = grid(2, height * width, 37, 101, 13, 257)
    #expect(
      StructuralSimilarity(height: height, width: width, channels: 1)(image, image).allSatisfy { abs($0 - 1) < 1e-12 })
  }

  /// `np.trace(v.T @ cov @ v) / eigenvalues.sum()` and `np.degrees(subspace_angles(u, v)).max()`
  @Test("captured variance and the principal angle are NumPy's and SciPy's")
  func subspaces() throws {
    let comparison = try SubspaceComparison(
      of: samples(grid(60, 20, 19, 71, 23, 241)), with: samples(grid(60, 20, 37, 101, 13, 257)), width: 3, threads: 2)
    #expect(abs(comparison.capturedVariance - 0.428_465_797) < 1e-6)
    #expect(abs(comparison.principalAngle - 86.920_899_756) < 1e-4)
  }

  @Test("a subspace is PCA's own: all of its variance, and no angle")
  func ownSubspace() throws {
    let images = samples(grid(60, 20, 37, 101, 13, 257))
    let comparison = try SubspaceComparison(of: images, with: images, width: 3, threads: 1)
    #expect(abs(comparison.capturedVariance - 1) < 1e-6 && comparison.principalAngle < 1e-4)
  }

  @Test("sparsity by hand: counts, Hoyer's measure, units that are never used")
  func sparsity() {
    let sparsity = CodeSparsity(of: Matrix(rows: 3, columns: 4, values: [1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0]))
    #expect(sparsity.nonZeros == 4.0 / 3)
    // (2 − 1) / 1, (2 − 3/√3) / 1, and 1 where all is zero.
    #expect(abs(sparsity.hoyer - (1 + (2 - 3.squareRoot()) + 1) / 3) < 1e-12)
    #expect(sparsity.deadColumns == 1)
  }

  @Test("moments, medians and thresholds by hand")
  func columns() {
    let matrix = Matrix(rows: 4, columns: 2, values: [1, 5, 2, 5, 3, 5, 6, 5])
    let moments = ColumnMoments(of: matrix)
    #expect(moments.means == [3, 5] && moments.variances == [3.5, 0])
    #expect(matrix.columnMedians() == [2, 5])
    #expect(matrix.binarized(above: matrix.columnMedians()).values == [0, 0, 0, 0, 1, 0, 1, 0])
  }

  @Test("rounded codes cost what their frequencies say")
  func quantizer() {
    // Multiples 0, 0, 0, 1: counts 3.5 and 1.5 of 5.
    let quantizer = CodeQuantizer(of: Matrix(rows: 4, columns: 1, values: [0.1, -0.2, 0, 0.6]), step: 0.5)
    let codes = Matrix(rows: 3, columns: 1, values: [0.2, 0.4, 9])
    // log₂(5 / 3.5), and twice log₂(5 / 1.5); 18 is 17 beyond the table, nine bits in Elias' gamma code.
    #expect(abs(quantizer.meanBits(of: codes) - (0.514_573_173 + 2 * 1.736_965_594 + 9) / 3) < 1e-9)
    #expect(quantizer.rounded(codes).values == [0, 0.5, 9])
  }

  @Test("the Jacobian's norm is that of central differences", arguments: [Activation.tanh, .silu, .relu, .sigmoid])
  func jacobian(activation: Activation) {
    let network = Network(layers: [
      .dense(DenseLayer(inputs: 5, outputs: 7, activation: activation, initialization: .glorot)),
      .batchNorm(BatchNormLayer(width: 7)),
      .dense(DenseLayer(inputs: 7, outputs: 3, activation: activation, initialization: .glorot)),
      .dense(DenseLayer(inputs: 3, outputs: 5, activation: .linear, initialization: .glorot)),
    ])
    let parameters = Parameters(drawnFor: network, seed: 3)
    let inputs = grid(70, 5, 37, 101, 13, 257)
    let norms = Inference(network: network, parameters: parameters, threads: 2)
      .jacobianSquares(of: samples(inputs), depth: 3).map { $0.squareRoot() }
    let inference = Inference(network: network, parameters: parameters, threads: 1)
    for row in [0, 33, 69] {
      var squares = 0.0
      for column in 0..<5 {
        func code(_ change: Float) -> [Float] {
          var changed = Array(inputs.values[row * 5..<row * 5 + 5])
          changed[column] += change
          return inference.outputs(of: Matrix(rows: 1, columns: 5, values: changed), layers: 0..<3).values
        }
        for (up, down) in zip(code(0.005), code(-0.005)) {
          let slope = Double(up - down) / 0.01
          squares += slope * slope
        }
      }
      #expect(abs(norms[row] - squares.squareRoot()) < 2e-3 * max(1, norms[row]))
    }
  }
}
