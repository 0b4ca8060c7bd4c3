import Engine
import Testing

@Suite("The ceiling of a step's products")
struct ProductCeilingTests {
  private let network = Network(
    layers: [
      DenseLayer(inputs: 5, outputs: 3, activation: .relu, initialization: .he),
      DenseLayer(inputs: 3, outputs: 5, activation: .sigmoid, initialization: .glorot),
    ])

  @Test("a step has the outputs and gradients of every layer and the errors below all but the first")
  func operations() {
    // 15 multiply-adds forward in each layer, 15 in each gradient, 15 for the errors below the second.
    #expect(network.trainingOperations == 2 * (30 + 30 + 15))
    #expect(ProductCeiling(of: network, batch: 7).operations == 7 * 150)
  }

  @Test("it is measured on more threads than there are rows too", arguments: [1, 3])
  func seconds(threads: Int) {
    var ticks = 0.0
    let seconds = ProductCeiling(of: network, batch: 2).seconds(threads: threads, duration: 1) {
      ticks += 1
      return ticks
    }
    // Every measurement takes one tick of this clock and has one repetition.
    #expect(seconds == 1)
  }
}
