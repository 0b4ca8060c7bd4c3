import Autoencoders
import Engine
import Testing

@Suite("An autoencoder's network")
struct NetworkTests {
  private func widths(_ network: Network) -> [Int] { [network.inputs] + network.layers.map(\.outputs) }

  @Test("the decoder mirrors the encoder, and the output is as wide as the input")
  func mirror() {
    let network = AutoencoderOptions().network(inputWidth: 784)
    #expect(widths(network) == [784, 256, 64, 32, 64, 256, 784])
    #expect(network.layers.map(\.activation) == [.relu, .relu, .linear, .relu, .relu, .sigmoid])
  }

  @Test("a mirrored layer has the activation of the encoder's layer of the same width")
  func mirroredActivation() {
    var options = AutoencoderOptions()
    options.encoder = [.dense(units: 20, activation: .tanh), .dense(units: 10)]
    options.code = 3
    let network = options.network(inputWidth: 30)
    #expect(network.layers.map(\.activation) == [.tanh, .relu, .linear, .relu, .tanh, .sigmoid])
  }

  @Test("a decoder of one's own stands as it was given")
  func ownDecoder() {
    var options = AutoencoderOptions()
    options.decoder = [.dense(units: 100)]
    #expect(widths(options.network(inputWidth: 784)) == [784, 256, 64, 32, 100, 784])
  }

  @Test("weights are drawn as He does before ReLU, as Glorot does elsewhere, or as asked")
  func initialization() {
    let options = AutoencoderOptions()
    #expect(
      options.network(inputWidth: 9).layers.map(\.dense?.initialization) == [.he, .he, .glorot, .he, .he, .glorot])
    let uniform = options.network(inputWidth: 9, initialization: .uniform)
    #expect(uniform.layers.allSatisfy { $0.dense?.initialization == .uniform })
  }

  @Test("PCA is two linear layers, and the mean image is a bias without weights")
  func baselines() {
    var options = AutoencoderOptions()
    options.variant = .pca
    options.code = 5
    #expect(widths(options.network(inputWidth: 12)) == [12, 5, 12])
    #expect(options.encoderDepth == 1)
    options.variant = .meanImage
    #expect(options.network(inputWidth: 12).parameterCount == 12)
    #expect(options.codeWidth == 0)
  }
}
