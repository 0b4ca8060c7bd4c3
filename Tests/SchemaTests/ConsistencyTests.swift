import Testing

private let contradictions: [Mistake] = [
  .init(
    "code: 1️⃣784", "CB213", "'code' is 784, but 'undercomplete' wants fewer units than the 784 pixels of 'mnist-5k'",
    help: "or 'variant: overcomplete'"),
  .init(
    "variant: 1️⃣overcomplete", "CB211", "'overcomplete' needs 'code'", help: "at least the 784 pixels of 'mnist-5k'"),
  .init(
    "variant: overcomplete\ncode: 1️⃣32", "CB213",
    "'code' is 32, but 'overcomplete' wants at least as many units as the 784 pixels of 'mnist-5k'"),
  .init(
    "variant: overcomplete\ncode: 1️⃣784", "CB215",
    "a code of 784 units for 784 pixels of 'mnist-5k', without a penalty, can copy its input"),
  .init("variant: linear\nencoder: 1️⃣[64]", "CB213", "'linear' has no hidden layers; 'encoder' can only be []"),
  .init(
    "variant: linear\ndecoder: 1️⃣[64]", "CB213", "'linear' has no hidden layers; 'decoder' can only be mirror or []"),
  .init(
    "variant: linear\nactivation: 1️⃣relu", "CB213", "'linear' has no hidden layers, so 'activation' can only be linear"),
  .init(
    "variant: linear\noutput_activation: 1️⃣sigmoid", "CB213",
    "'output_activation' must be linear in 'linear', found sigmoid"),
  .init("variant: linear\ncode: 1️⃣{size: 8, activation: relu}", "CB213", "the code of 'linear' is linear, found relu"),
  .init("variant: linear\nloss: 1️⃣bce", "CB213", "'bce' needs 'output_activation: sigmoid', which is linear here"),
  .init(
    "loss: 1️⃣bce\noutput_activation: linear", "CB213", "'bce' needs 'output_activation: sigmoid', which is linear here"),
  .init("variant: logistic_pca\nloss: 1️⃣mse", "CB213", "'loss' must be bce in 'logistic_pca', found mse"),
  .init(
    "variant: logistic_pca\noutput_activation: 1️⃣linear", "CB213",
    "'output_activation' must be sigmoid in 'logistic_pca', found linear"),
  .init("variant: pca\n1️⃣epochs: 5", "CB212", "'epochs' has no meaning in 'pca', which is computed at once"),
  .init("variant: pca\n1️⃣optimizer: adam", "CB212", "'optimizer' has no meaning in 'pca', which is computed at once"),
  .init("variant: pca\n1️⃣encoder: [64]", "CB212", "'encoder' has no meaning in 'pca', which is computed at once"),
  .init("variant: pca\n1️⃣watch: [test]", "CB212", "'watch' has no meaning in 'pca', which is computed at once"),
  .init("variant: pca\n1️⃣tied: true", "CB212", "'tied' has no meaning in 'pca', which is computed at once"),
  .init("variant: pca\n1️⃣schedule: cosine", "CB212", "'schedule' has no meaning in 'pca', which is computed at once"),
  .init("variant: pca\n1️⃣clip_norm: 1", "CB212", "'clip_norm' has no meaning in 'pca', which is computed at once"),
  .init(
    "variant: pca\n1️⃣early_stopping: none", "CB212",
    "'early_stopping' has no meaning in 'pca', which is computed at once"),
  .init(
    "variant: pca\n1️⃣precision: bfloat16", "CB212", "'precision' has no meaning in 'pca', which is computed at once"),
  .init("variant: pca\n1️⃣repeat: 3", "CB212", "'repeat' has no meaning in 'pca', which is computed at once"),
  .init(
    "variant: pca\n1️⃣initialization: {from: first}", "CB212",
    "'initialization' has no meaning in 'pca', which is computed at once"),
  .init(
    "variant: mean_image\n1️⃣tied: false", "CB212", "'tied' has no meaning in 'mean_image', which is computed at once"),
  .init(
    "variant: linear\nencoder: 1️⃣[{dropout: 0.2}]", "CB213", "'linear' has no hidden layers; 'encoder' can only be []"),
  .init(
    "variant: logistic_pca\ndecoder: 1️⃣[{batch_norm: true}]", "CB213",
    "'logistic_pca' has no hidden layers; 'decoder' can only be mirror or []"),
  .init(
    "tied: true\nencoder: [256, {dropout: 0.2}, 64]\ndecoder: 1️⃣[256, 64]", "CB213",
    "a tied decoder has the encoder's widths backwards, [64, 256], found [256, 64]",
    help: "leave 'decoder' out, or write 'tied: false'"),
  .init("variant: pca\nfigures: [1️⃣loss]", "CB212", "'loss' has no meaning in 'pca', which is computed at once"),
  .init(
    "variant: pca\ncode: 1️⃣785", "CB213", "'code' is 785, but there are only the 784 pixels of 'mnist-5k' to combine"),
  .init(
    "variant: mean_image\nfigures: [1️⃣architecture]", "CB212",
    "'architecture' shows an encoder and a decoder, and 'first' has no code"),
  .init("variant: mean_image\n1️⃣code: 8", "CB212", "'code' has no meaning in 'mean_image', which has none"),
  .init(
    "variant: 1️⃣linear\ndata: {name: subspace, size: 16}", "CB215",
    "a code of 32 units for 16 pixels of 'subspace', without a penalty, can copy its input"),
  .init(
    "data: {name: subspace, size: 16}\ncode: 4\nloss: 1️⃣bce", "CB217",
    "the values of 'subspace' leave 0…1, where 'bce' means nothing", help: "use mse"),
  .init(
    "encoder: 1️⃣[65536, 65536]", "CB214", "the model has 8,697,152,304 parameters; at most 2,147,483,648 are possible"),
]

private let dataMistakes: [Mistake] = [
  .init(
    "data: 1️⃣mnist5k", "CB209",
    "'data' must be mnist-5k, fashion-mnist, mnist, subspace, blobs, shapes or swiss_roll, found mnist5k",
    help: "did you mean 'mnist-5k'?"),
  .init(
    "data: 1️⃣kmnist", "CB210", "'kmnist' is not supported yet",
    help: "'data' can be mnist-5k, fashion-mnist, mnist, subspace, blobs, shapes or swiss_roll"),
  .init("data: {1️⃣images: pictures, size: [28, 28], color: gray}", "CB210", "'images' is not supported yet"),
  .init("data: {1️⃣csv: a.csv, labels: 0}", "CB210", "'csv' is not supported yet"),
  .init("data: 1️⃣[mnist]", "CB207", "'data' must be a name or a mapping, found a list"),
  .init("data: {name: mnist, 1️⃣limits: 5}", "CB204", "unknown key 'limits' in 'data'", help: "did you mean 'limit'?"),
  .init("data: {limit: 1️⃣0}", "CB208", "'limit' must be an integer, at least 1, found 0"),
  .init("data: {limit: 1️⃣4001}", "CB219", "'limit' is 4,001, but 'mnist-5k' has 4,000 training images here"),
  .init(
    "data: {validation: 1000, limit: 1️⃣3001}", "CB219", "'limit' is 3,001, but 'mnist-5k' has 3,000 training images here"
  ),
  .init("data: {classes: [0, 1], limit: 1️⃣801}", "CB219", "'limit' is 801, but 'mnist-5k' has 800 training images here"),
  .init("data: {test_limit: 1️⃣1001}", "CB219", "'test_limit' is 1,001, but 'mnist-5k' has 1,000 test images here"),
  .init(
    "data: {validation: 1️⃣4000}", "CB219",
    "'validation' must leave images on both sides: 'mnist-5k' has 4,000 training images here"),
  .init(
    "data: {validation: 1️⃣1.5}", "CB208",
    "'validation' must be none, a share between 0 and 1, or a count of at least 1, found 1.5"),
  .init(
    "data: {validation: 1️⃣0}", "CB208",
    "'validation' must be none, a share between 0 and 1, or a count of at least 1, found 0"),
  .init(
    "data: {validation: 1️⃣some}", "CB207",
    "'validation' must be none, a share between 0 and 1, or a count of at least 1, found some"),
  .init("data: {classes: 1️⃣3}", "CB207", "'classes' must be a list of classes, found 3", help: "a list of one is [3]"),
  .init("data: {classes: [1, 1️⃣10]}", "CB208", "'classes' must be an integer from 0 to 9, found 10"),
  .init("data: {classes: [1, 1️⃣1]}", "CB218", "class 1 is listed twice"),
  .init("data: {classes: 1️⃣[]}", "CB208", "'classes' must be a list with at least one class, found a list"),
  .init("data: {1️⃣binarize: 0.5}", "CB210", "'binarize' is not supported yet"),
  .init("data: {1️⃣split: test}", "CB212", "'split' has a meaning in 'evaluate' alone"),
  .init("data: {name: mnist, rank: 1️⃣5}", "CB212", "'rank' has no meaning in 'mnist'", help: "it is for subspace"),
  .init("data: {rank: 1️⃣5}", "CB212", "'rank' has no meaning in 'mnist-5k'", help: "name the data: {name: subspace, …}"),
  .init(
    "data: {name: subspace, classes: 1️⃣[1]}", "CB212", "'classes' has no meaning in 'subspace', which has no labels"),
  .init(
    "data: {name: subspace, rank: 1️⃣65}", "CB213", "'rank' is 65, but 'size' is 64",
    help: "a subspace has at most as many dimensions as the space around it"),
  .init(
    "data: {name: subspace, size: 65536, count: 1️⃣1000000}", "CB208", "'count' times 'size' must be at most 268,435,456"),
  .init("data: {shuffle_labels: 1️⃣1}", "CB207", "'shuffle_labels' must be true or false, found 1"),
]

@Suite struct ConsistencyTests {
  @Test("A variant is held to its name", arguments: contradictions)
  func variant(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }

  @Test("Data are held to what they have", arguments: dataMistakes)
  func data(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }
}
