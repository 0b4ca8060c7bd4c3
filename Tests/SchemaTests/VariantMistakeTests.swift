import Testing

private let mistakes: [Mistake] = [
  // A name needs its key.
  .init(
    "variant: 1️⃣denoising", "CB211", "'denoising' needs 'noise'",
    help: "noise: {gaussian: 0.5}, {masking: 0.25} or {salt_pepper: 0.1}"),
  .init(
    "variant: 1️⃣denoising\nnoise: none", "CB211", "'denoising' needs 'noise'",
    help: "noise: {gaussian: 0.5}, {masking: 0.25} or {salt_pepper: 0.1}"),
  .init(
    "variant: 1️⃣sparse", "CB211", "'sparse' needs 'sparsity'",
    help: "sparsity: {l1: 0.0001}, {kl: {target: 0.05, weight: 0.1}} or {top_k: 25}"),
  .init("variant: 1️⃣contractive", "CB211", "'contractive' needs 'contraction'", help: "contraction: {weight: 0.1}"),
  .init(
    "variant: 1️⃣affine", "CB211", "'affine' needs 'noise'",
    help: "noise: {gaussian: 0.5}, {masking: 0.25} or {salt_pepper: 0.1}"),
  // Noise.
  .init("noise: 1️⃣0.5", "CB207", "'noise' must be none or a mapping like {gaussian: 0.5}, found 0.5"),
  .init("noise: {gaussian: 1️⃣0}", "CB208", "'gaussian' must be a number above 0, found 0"),
  .init("noise: {masking: 1️⃣1}", "CB208", "'masking' must be a number above 0 and below 1, found 1"),
  .init(
    "noise: 1️⃣{masking: 0.5, gaussian: 0.5}", "CB213", "'noise' is of one kind, found masking and gaussian"),
  .init("noise: {1️⃣gausian: 0.5}", "CB204", "unknown key 'gausian' in 'noise'", help: "did you mean 'gaussian'?"),
  // Sparsity.
  .init("sparsity: 1️⃣0.1", "CB207", "'sparsity' must be none or a mapping like {l1: 0.0001}, found 0.1"),
  .init("sparsity: {kl: 1️⃣{target: 0.05}}", "CB211", "'kl' needs 'weight'"),
  .init("sparsity: {l1: 1️⃣{unit_norm: true}}", "CB211", "'l1' needs 'weight'"),
  .init(
    "sparsity: 1️⃣{kl: {target: 0.05, weight: 0.1}}", "CB213",
    "'kl' takes a unit's mean activation for a probability and needs a sigmoid code, which is linear here",
    help: "write code: {size: 32, activation: sigmoid}"),
  .init("code: 8\nsparsity: 1️⃣{top_k: 8}", "CB213", "'top_k' keeps 8 of 8 units, which is all of them"),
  .init(
    "epochs: 5\nsparsity: 1️⃣{top_k: {k: 8, anneal: 5}}", "CB213",
    "'anneal' is 5 of 5 epochs and leaves none for the 8 units"),
  .init(
    "sparsity: 1️⃣{top_k: {k: 8, auxiliary: 0.03}}", "CB213", "'auxiliary' needs a decoder of one layer",
    help: "write 'decoder: []'"),
  .init(
    "tied: true\nsparsity: 1️⃣{l1: {weight: 0.1, unit_norm: true}}", "CB213",
    "'unit_norm' holds the decoder's columns, which are the encoder's where they are tied",
    help: "leave one of them out"
  ),
  // Contraction.
  .init(
    "encoder: [64, {batch_norm: true}]\ncontraction: 1️⃣{weight: 0.1}", "CB213",
    "'contraction' needs a code that depends on one image alone; with batch normalisation it depends on the batch"),
  .init(
    "activation: gelu\ncontraction: 1️⃣{weight: 0.1}", "CB213",
    "'contraction' needs an encoder of relu, leaky_relu, elu, selu, tanh, sigmoid, softplus or linear layers, found gelu"
  ),
  // Gaussian codes.
  .init("1️⃣beta: 4", "CB212", "'beta' has a meaning in 'variational' alone"),
  .init("1️⃣kl_warmup: 4", "CB212", "'kl_warmup' has a meaning in 'variational' alone"),
  .init(
    "variant: variational\n1️⃣sigma: 0.5", "CB212", "'sigma' has no meaning with 'loss: bce'",
    help: "it is the deviation of the Gaussian likelihood, 'loss: mse'"),
  .init(
    "variant: variational\nepochs: 5\nkl_warmup: 1️⃣6", "CB213", "'kl_warmup' is 6 of 5 epochs and never ends",
    help: "at most 'epochs', which is 5 here"),
  .init(
    "variant: variational\nloss: 1️⃣mae", "CB213", "'loss' is a likelihood in 'variational', bce or mse, found mae"),
  .init(
    "variant: variational\ncode: 1️⃣{size: 8, activation: relu}", "CB213",
    "the code of 'variational' is drawn from a Gaussian and has no activation, found relu"),
  .init(
    "variant: variational\ntied: 1️⃣true", "CB213",
    "the code of 'variational' is drawn from a Gaussian: its layer gives means and variances, which no decoder can be "
      + "tied to"),
  .init(
    "variant: variational\nsparsity: 1️⃣{l1: 0.1}", "CB213",
    "the code of 'variational' is drawn from a Gaussian, which 'sparsity' cannot hold"),
  // Binary codes.
  .init(
    "code: 1️⃣{size: 8, activation: relu, binary: {noise: 1}}", "CB213",
    "a binary code is a sigmoid that is thresholded, found relu"),
  .init("code: {size: 8, binary: 1️⃣{}}", "CB211", "'binary' needs 'noise'"),
  // What is computed at once.
  .init(
    "variant: pca\n1️⃣noise: {gaussian: 0.5}", "CB212",
    "'noise' has no meaning in 'pca', which is computed from clean images"),
  .init(
    "variant: affine\nnoise: {gaussian: 0.5}\n1️⃣code: 8", "CB212", "'code' has no meaning in 'affine', which has none"),
]

struct VariantMistakeTests {
  @Test("A model that contradicts its name is refused at its place, alone, with its remedy", arguments: mistakes)
  func mistake(_ mistake: Mistake) {
    check(mistake, in: trainNotebook(mistake.text))
  }
}
