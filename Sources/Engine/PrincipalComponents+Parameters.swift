extension PrincipalComponents {
  /// Parameters of the two linear layers that project onto the components and back, width → count → width:
  /// h = (x − μ)V, r = hVᵀ + μ.
  package var projection: [Float] {
    let (width, count) = (directions.rows, directions.columns)
    var offsets = [Double](repeating: 0, count: count)  // −μV
    var transposed = [Float](repeating: 0, count: count * width)
    for row in 0..<width {
      for column in 0..<count {
        let entry = directions.values[row * count + column]
        offsets[column] -= mean[row] * Double(entry)
        transposed[column * width + row] = entry
      }
    }
    return directions.values + offsets.map { Float($0) } + transposed + mean.map { Float($0) }
  }
}
