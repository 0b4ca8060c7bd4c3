import Testing

private let mistakes: [Mistake] = [
  // Optimizers.
  .init(
    "optimizer: 1️⃣Adam", "CB209",
    "'optimizer' must be adam, adamw, sgd, momentum, nesterov, rmsprop, adagrad or adadelta, found Adam",
    help: "did you mean 'adam'?"),
  .init(
    "optimizer: 1️⃣adadetla", "CB209",
    "'optimizer' must be adam, adamw, sgd, momentum, nesterov, rmsprop, adagrad or adadelta, found adadetla",
    help: "did you mean 'adadelta'?"),
  .init(
    "optimizer: {kind: 1️⃣lion}", "CB209",
    "'kind' must be adam, adamw, sgd, momentum, nesterov, rmsprop, adagrad or adadelta, found lion"),
  .init("optimizer: {1️⃣adma: 0.1}", "CB204", "unknown key 'adma' in 'optimizer'", help: "did you mean 'adam'?"),
  .init("optimizer: {adam: 1️⃣0}", "CB208", "'adam' must be a number above 0, found 0"),
  .init("optimizer: {adam: 1️⃣-1e-3}", "CB208", "'adam' must be a number above 0, found -1e-3"),
  .init(
    "optimizer: 1️⃣{adam: 0.1, beta1: 0.8}", "CB211", "an optimizer with several settings needs its 'kind'",
    help: "write {kind: adam, learning_rate: 0.001, …}"),
  .init("optimizer: {kind: sgd, 1️⃣beta1: 0.9}", "CB212", "'beta1' has no meaning in 'sgd'"),
  .init("optimizer: {kind: adam, beta1: 1️⃣1}", "CB208", "'beta1' must be a number from 0 up to 1, without 1, found 1"),
  .init(
    "optimizer: {kind: adam, 1️⃣lr: 0.1}", "CB204", "unknown key 'lr' in 'optimizer'",
    help: "known keys: kind, learning_rate, beta1, beta2, rho, epsilon, momentum"),
  .init("optimizer: 1️⃣{adam: 0.1, sgd: 0.1}", "CB213", "'optimizer' names adam and sgd"),
  .init(
    "optimizer: 1️⃣5", "CB209",
    "'optimizer' must be adam, adamw, sgd, momentum, nesterov, rmsprop, adagrad or adadelta, found 5"),
  .init(
    "optimizer: 1️⃣{rmsprop: 0.1, rho: 0.9}", "CB211", "an optimizer with several settings needs its 'kind'",
    help: "write {kind: rmsprop, learning_rate: 0.01, …}"),
  .init("optimizer: {kind: adagrad, 1️⃣rho: 0.9}", "CB212", "'rho' has no meaning in 'adagrad'"),
  .init("optimizer: {kind: nesterov, 1️⃣epsilon: 1e-8}", "CB212", "'epsilon' has no meaning in 'nesterov'"),
  .init("optimizer: {kind: rmsprop, 1️⃣momentum: 0.9}", "CB212", "'momentum' has no meaning in 'rmsprop'"),
  .init("optimizer: {kind: adadelta, rho: 1️⃣1}", "CB208", "'rho' must be a number from 0 up to 1, without 1, found 1"),
  .init("optimizer: {kind: adagrad, epsilon: 1️⃣0}", "CB208", "'epsilon' must be a number above 0, found 0"),
  .init(
    "optimizer: {kind: rmsprop, 1️⃣alpha: 0.9}", "CB204", "unknown key 'alpha' in 'optimizer'",
    help: "did you mean 'rho'?"),
  .init(
    "optimizer: 1️⃣{sgd: 0.1, momentum: 0.9}", "CB213", "'optimizer' names sgd and momentum",
    help: "write {kind: momentum, learning_rate: 0.001, momentum: 0.9}"),
  // Schedules.
  .init(
    "schedule: 1️⃣cosin", "CB209", "'schedule' must be constant, cosine or step, found cosin",
    help: "did you mean 'cosine'?"),
  .init(
    "schedule: 1️⃣none", "CB209", "'schedule' must be constant, cosine or step, found none",
    help: "write constant, which is the default"),
  .init(
    "schedule: 1️⃣step", "CB211", "'step' needs its 'every', a number of epochs",
    help: "write {step: {every: 10, factor: 0.1}}"),
  .init(
    "schedule: {step: 1️⃣{factor: 0.5}}", "CB211", "'step' needs its 'every', a number of epochs",
    help: "write {every: 10, factor: 0.1}"),
  .init("schedule: {step: 1️⃣10}", "CB207", "'step' must be a mapping like {every: 10, factor: 0.1}, found 10"),
  .init(
    "schedule: {step: {every: 1️⃣0}}", "CB208", "'every' must be an integer from 1 to 1,000,000, found 0"),
  .init(
    "schedule: {step: {every: 1️⃣1.5}}", "CB207", "'every' must be an integer from 1 to 1,000,000, found 1.5"),
  .init("schedule: {step: {every: 5, factor: 1️⃣0}}", "CB208", "'factor' must be a number above 0, found 0"),
  .init(
    "schedule: {step: {every: 5, 1️⃣gamma: 0.5}}", "CB204", "unknown key 'gamma' in 'step'",
    help: "did you mean 'factor'?"),
  .init("schedule: {cosine: 1️⃣2}", "CB207", "'cosine' must be a mapping like {warmup: 2}, found 2"),
  .init(
    "schedule: {cosine: {warmup: 1️⃣-1}}", "CB208", "'warmup' must be an integer from 0 to 1,000,000, found -1"),
  .init("schedule: {1️⃣warmup: 2}", "CB204", "unknown key 'warmup' in 'schedule'", help: "'warmup' is a key of 'cosine'"),
  .init("schedule: 1️⃣{cosine: {warmup: 1}, step: {every: 5}}", "CB213", "'schedule' names cosine and step"),
  .init(
    "schedule: 1️⃣{}", "CB207",
    "'schedule' must be constant, cosine or a mapping like {step: {every: 10}}, found a mapping"),
  .init(
    "epochs: 5\nschedule: {cosine: {warmup: 1️⃣5}}", "CB213",
    "'warmup' is 5 of 5 epochs and leaves none for the cosine", help: "fewer than 'epochs', which is 5 here"),
  .init(
    "schedule: {cosine: {warmup: 1️⃣25}}", "CB213", "'warmup' is 25 of 20 epochs and leaves none for the cosine",
    help: "fewer than 'epochs', which is 20 here"),
  // Clipping, precision, repetition.
  .init("clip_norm: 1️⃣0", "CB208", "'clip_norm' must be none or a number above 0, found 0"),
  .init("clip_norm: 1️⃣-1", "CB208", "'clip_norm' must be none or a number above 0, found -1"),
  .init(
    "clip_norm: 1️⃣off", "CB207", "'clip_norm' must be none or a number above 0, found off",
    help: "the booleans are true and false, and off is none"),
  .init(
    "precision: 1️⃣bfloat32", "CB209", "'precision' must be float32 or bfloat16, found bfloat32",
    help: "did you mean 'float32'?"),
  .init("repeat: 1️⃣0", "CB208", "'repeat' must be an integer from 1 to 100, found 0"),
  .init("repeat: 1️⃣101", "CB208", "'repeat' must be an integer from 1 to 100, found 101"),
  .init("repeat: 1️⃣none", "CB207", "'repeat' must be an integer from 1 to 100, found none"),
  // Early stopping.
  .init(
    "early_stopping: 1️⃣{patience: 5}", "CB311",
    "'early_stopping' needs the split 'validation', which the data do not have",
    help: "add it: data: {name: mnist-5k, validation: 0.1}"),
  .init(
    "early_stopping: 1️⃣true", "CB207", "'early_stopping' must be none or a mapping like {patience: 5}, found true"),
  .init(
    "early_stopping: 1️⃣{}", "CB207", "'early_stopping' must be none or a mapping like {patience: 5}, found a mapping"),
  .init(
    "early_stopping: {patience: 1️⃣0}", "CB208", "'patience' must be an integer from 1 to 1,000,000, found 0"),
  .init(
    "early_stopping: {min_delta: 1️⃣-0.1}", "CB208", "'min_delta' must be a number, at least 0, found -0.1"),
  .init(
    "early_stopping: {monitor: 1️⃣test.loss}", "CB209",
    "'monitor' must be validation.loss, validation.reconstruction, validation.mse or validation.sse, found test.loss"),
  .init(
    "early_stopping: {monitor: 1️⃣validation.los}", "CB209",
    "'monitor' must be validation.loss, validation.reconstruction, validation.mse or validation.sse, found validation.los",
    help: "did you mean 'validation.loss'?"),
  .init("early_stopping: {restore: 1️⃣first}", "CB209", "'restore' must be best or last, found first"),
  .init(
    "data: {validation: 9}\nearly_stopping: {1️⃣patence: 5}", "CB204", "unknown key 'patence' in 'early_stopping'",
    help: "did you mean 'patience'?"),
]

@Suite struct DescentMistakeTests {
  @Test("A mistake in how a block is trained is refused at its place, alone, with its remedy", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }

  @Test("A warm-up that a profile's epochs leave no room for is refused in the block, with both places said")
  func warmup() {
    let marked =
      "---\nprofiles: {smoke: {train: {epochs: 1}}}\n---\n" + trainNotebook("schedule: {cosine: {warmup: 2}}")
    #expect(complaints(read(marked)) == [])
    #expect(
      complaints(read(marked, profile: "smoke")).map(\.description) == [
        "11:29 CB213 'warmup' is 2 of 1 epochs and leaves none for the cosine | where 'epochs' is set, set 'schedule' too"
      ])
  }

  @Test("A warm-up of the defaults is refused where a block's epochs leave no room for it")
  func inheritedWarmup() {
    let front = "---\ndefaults: {train: {schedule: {cosine: {warmup: 2}}}}\n---\n"
    #expect(
      complaints(read(front + trainNotebook("epochs: 2"))).map(\.description) == [
        "11:9 CB213 'warmup' is 2 of 2 epochs and leaves none for the cosine | fewer than 'epochs', which is 2 here"
      ])
    #expect(complaints(read(front + trainNotebook("epochs: 3"))) == [])
    #expect(complaints(read(front + trainNotebook("epochs: 0"))) == [])
  }
}
