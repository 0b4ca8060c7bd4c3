import Testing

private let mistakes: [Mistake] = [
  .init("models: [pca, 1️⃣frist]", "CB303", "no 'train' block has the label 'frist'", help: "did you mean 'first'?"),
  .init("models: [pca, 1️⃣zebra]", "CB303", "no 'train' block has the label 'zebra'", help: "there are pca, first"),
  .init("models: [1️⃣scores]", "CB303", "'scores' is an 'evaluate' block and has no model"),
  .init("models: [pca, 1️⃣pca]", "CB218", "'pca' is listed twice in 'models'"),
  .init("models: 1️⃣pca", "CB207", "'models' must be a list of labels, found pca", help: "a list of one is [pca]"),
  .init("models: 1️⃣[]", "CB208", "'models' must be a list with at least one label, found a list"),
  .init("models: [pca, 1️⃣5]", "CB207", "'models' must be a text, found 5"),
  .init("models: [1️⃣'size(2)']", "CB303", "no 'train' block has the label 'size(2)'", help: "there are pca, first"),
  .init(
    "metrics: [mse, 1️⃣psrn]", "CB209",
    "'metrics' must be \(metricNames), found psrn",
    help: "did you mean 'psnr'?"),
  .init(
    "metrics: [1️⃣elbo]", "CB212", "'elbo' has a meaning in 'variational' alone, and 'pca' is none"),
  .init(
    "metrics: [1️⃣psnr_gain]", "CB212", "'psnr_gain' is over a noisy input, and the block has no noise",
    help: "noise: trained, or one for all such as noise: {gaussian: 0.5}"),
  .init(
    "metrics: [1️⃣auroc]", "CB211", "'auroc' needs the data that it tells apart from the block's own",
    help: "write {auroc: {against: mnist}}"),
  .init(
    "metrics: [{auroc: {against: 1️⃣mnits}}]", "CB209", "'against' must be mnist-5k, fashion-mnist or mnist, found mnits",
    help: "did you mean 'mnist'?"),
  .init(
    "metrics: [{precision_at: 1️⃣0}]", "CB208", "'precision_at' must be an integer from 1 to 10,000, found 0"),
  .init(
    "metrics: [{precision_at: 10}, 1️⃣{precision_at: 10}]", "CB218",
    "'precision_at_10' is listed twice in 'metrics'"),
  .init("metrics: [{1️⃣mse: 50}]", "CB207", "'mse' takes no argument", help: "write mse"),
  .init("metrics: [mse, 1️⃣mse]", "CB218", "'mse' is listed twice in 'metrics'"),
  .init("metrics: 1️⃣[]", "CB208", "'metrics' must be a list with at least one metric, found a list"),
  .init(
    "noise: 1️⃣traind", "CB209", "'noise' must be none, trained or a mapping like {gaussian: 0.5}, found traind",
    help: "did you mean 'trained'?"),
  .init("1️⃣epochs: 5", "CB204", "unknown key 'epochs' in 'evaluate'", help: "'epochs' is a key of 'train'"),
  .init("1️⃣metric: [mse]", "CB204", "unknown key 'metric' in 'evaluate'", help: "did you mean 'metrics'?"),
  .init(
    "reference: {1️⃣fisrt: {psnr: 18}}", "CB303", "'fisrt' is not one of the block's models",
    help: "did you mean 'first'?"),
  .init(
    "reference: {first: {1️⃣mae: 18}}", "CB303", "'mae' is not one of the block's metrics",
    help: "its metrics are mse and psnr"),
  .init("reference: {first: {psnr: 1️⃣high}}", "CB207", "'psnr' must be a number, found high"),
  .init("reference: {first: 1️⃣18}", "CB207", "the reference of 'first' must be a mapping like {psnr: 18.5}, found 18"),
  .init("reference: 1️⃣18", "CB207", "'reference' must be a mapping like {denoising: {psnr: 18.5}}, found 18"),
  .init(
    "data: {split: 1️⃣validation}\nmodels: [first]", "CB311", "the data of 'first' have no split 'validation'",
    help: "add 'validation' to its data, or evaluate on test"),
  .init(
    "data: {name: mnist, split: 1️⃣validation}", "CB311", "'mnist' has no split 'validation' here",
    help: "add 'validation' to the data, or evaluate on test"),
  .init(
    "data: {split: 1️⃣tset}", "CB209", "'split' must be train, validation or test, found tset",
    help: "did you mean 'test'?"),
  .init(
    "data: {1️⃣limit: 5}", "CB211", "'limit' needs the data's 'name'",
    help: "without a name each model is measured on the data that it was trained on"),
  .init("models: [pca]\ndata: 1️⃣subspace", "CB312", "'subspace' has 64 pixels, but 'pca' takes 784"),
  .init(
    "figures: [{reconstructions: {rows: [clean, 1️⃣frist]}}]", "CB303",
    "'frist' is not a row: rows are clean, input, error and the block's models", help: "did you mean 'first'?"),
  .init("models: [pca]\nfigures: [1️⃣loss]", "CB212", "none of the models has a curve of its loss"),
  .init(
    "expect: [1️⃣first.test.msee < 1]", "CB402", "no block makes 'first.test.msee'",
    help: "did you mean 'first.test.mse'?"),
  .init(
    "expect: [1️⃣first.mae < 1]", "CB402", "no block makes 'scores.first.mae'",
    help: "'scores' makes mse and psnr for pca and first"),
]

@Suite struct EvaluateMistakeTests {
  @Test("A mistake in an evaluate block is refused at its place, alone, with its remedy", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: evaluateNotebook(mistake.text)) }

  @Test("A notebook without a train block has nothing to evaluate")
  func nothing() {
    check(
      .init("", "CB305", "there is no 'train' block to evaluate"),
      in: "```yaml evaluate\nlabel: 1️⃣scores\n```\n")
  }

  @Test("Models trained on different data have no images in common to show, but can be measured")
  func differentImages() {
    let models = """
      ```yaml train
      label: a
      ```

      ```yaml train
      label: b
      data: fashion-mnist
      ```

      ```yaml evaluate
      label: scores

      """
    check(
      .init(
        "", "CB312", "the models were trained on different data, so there are no images to show for all of them",
        help: "say which: 'data: mnist-5k'"),
      in: models + "figures: [1️⃣reconstructions]\n```\n")
    #expect(complaints(read(models + "```\n")) == [])
  }

  @Test("A model whose block is not run cannot be evaluated")
  func notRun() {
    check(
      .init("", "CB304", "'a' is not run, so it has no model", help: "it has 'eval: false'"),
      in: """
        ```yaml train
        label: a
        eval: false
        ```

        ```yaml train
        label: b
        ```

        ```yaml evaluate
        label: scores
        models: [b, 1️⃣a]
        ```

        """)
  }

  @Test("All train blocks that are run are the default models, those further down too")
  func defaultModels() {
    let program = read(
      """
      ```yaml evaluate
      label: scores
      ```

      ```yaml train
      label: a
      eval: false
      ```

      ```yaml train
      label: b
      ```

      ```yaml train
      label: c
      variant: pca
      ```

      """
    ).program
    #expect(program?.evaluate("scores")?.models == ["b", "c"])
    #expect(program?.evaluate("scores")?.resultNames == ["b.mse", "b.psnr", "c.mse", "c.psnr"])
  }
}
