import CDNNL
import Engine
import Testing

/// oneDNN's planned products, by which bfloat16 is multiplied where the processor can: here in float32, which every
/// processor can, so that shapes, strides and transposes are held to the plain version everywhere.
struct ProductPlanTests {
  private static let shapes: [(rows: Int, columns: Int, depth: Int)] = [
    (1, 1, 1), (64, 128, 784), (7, 30, 250), (48, 784, 33), (5, 1, 17),
  ]

  @Test("a planned product is the plain sum of products", arguments: shapes.indices, 0..<8)
  func product(place: Int, options: Int) throws {
    let (rows, columns, depth) = Self.shapes[place]
    let (isLeftTransposed, isRightTransposed, isAccumulating) =
      (options & 1 != 0, options & 2 != 0, options & 4 != 0)
    // Strides longer than the rows, as a slice of a wider matrix has.
    let (leftStride, rightStride) = ((isLeftTransposed ? rows : depth) + 3, (isRightTransposed ? depth : columns) + 5)
    let resultStride = columns + 2
    let left = noise((isLeftTransposed ? depth : rows) * leftStride)
    let right = noise((isRightTransposed ? columns : depth) * rightStride, sample: 1)
    let before = noise(rows * resultStride, sample: 2)

    var shape = codebook_product_shape(
      rows: Int64(rows), columns: Int64(columns), depth: Int64(depth), left_stride: Int64(leftStride),
      right_stride: Int64(rightStride), result_stride: Int64(resultStride),
      left_transposed: isLeftTransposed ? 1 : 0, right_transposed: isRightTransposed ? 1 : 0,
      accumulating: isAccumulating ? 1 : 0)
    let product = try #require(codebook_product_new(&shape, dnnl_f32))
    defer { codebook_product_free(product) }
    var found = before
    for _ in 0..<2 {
      found = before
      #expect(codebook_product_run(product, left, right, &found) == dnnl_success)
    }

    for row in 0..<rows {
      for column in 0..<columns {
        var sum = isAccumulating ? Double(before[row * resultStride + column]) : 0
        for k in 0..<depth {
          let a = left[isLeftTransposed ? k * leftStride + row : row * leftStride + k]
          let b = right[isRightTransposed ? column * rightStride + k : k * rightStride + column]
          sum += Double(a) * Double(b)
        }
        #expect(abs(Double(found[row * resultStride + column]) - sum) < 1e-4)
      }
      for column in columns..<resultStride {
        #expect(found[row * resultStride + column] == before[row * resultStride + column])
      }
    }
  }
}
