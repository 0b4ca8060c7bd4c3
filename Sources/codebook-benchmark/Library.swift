import ArgumentParser

/// A library that Codebook is compared with, and the script that trains with it.
package enum Library: String, CaseIterable, Codable, Sendable, ExpressibleByArgument {
  case pytorch, jax

  package var name: String {
    switch self {
    case .pytorch: "PyTorch"
    case .jax: "JAX"
    }
  }

  /// The module that is imported, and the package to install.
  var module: String {
    switch self {
    case .pytorch: "torch"
    case .jax: "jax"
    }
  }

  var scriptName: String { "\(rawValue)_autoencoder.py" }

  var script: [UInt8] {
    switch self {
    case .pytorch: PackageResources.pytorch_autoencoder_py
    case .jax: PackageResources.jax_autoencoder_py
    }
  }
}
