/// The function of a layer's units, applied element by element.
package enum Activation: String, CaseIterable, Sendable, Codable {
  case relu
  case leakyReLU = "leaky_relu"
  case elu, selu, gelu, silu, tanh, sigmoid, softplus, linear
}
