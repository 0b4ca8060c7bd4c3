import Glibc

extension Double {
  /// log₁₀, kept behind one name so that the room needs no Foundation.
  var commonLogarithm: Double { log10(self) }
}
