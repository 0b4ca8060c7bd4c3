import Testing

private let mistakes: [Mistake] = [
  // Keys.
  .init("1️⃣epoch: 5", "CB204", "unknown key 'epoch' in 'train'", help: "did you mean 'epochs'?"),
  .init("1️⃣batchsize: 5", "CB204", "unknown key 'batchsize' in 'train'", help: "did you mean 'batch_size'?"),
  .init("1️⃣Epochs: 5", "CB204", "unknown key 'Epochs' in 'train'", help: "did you mean 'epochs'?"),
  .init("1️⃣lr: 0.1", "CB204", "unknown key 'lr' in 'train'", help: "did you mean 'optimizer'?"),
  .init("1️⃣hiden: 64", "CB204", "unknown key 'hiden' in 'train'", help: "did you mean 'encoder'?"),
  .init("1️⃣latent_dim: 8", "CB204", "unknown key 'latent_dim' in 'train'", help: "did you mean 'code'?"),
  .init("1️⃣metrics: [mse]", "CB204", "unknown key 'metrics' in 'train'", help: "'metrics' is a key of 'evaluate'"),
  .init("1️⃣dropout: 0.5", "CB204", "unknown key 'dropout' in 'train'", help: "'dropout' is a key of 'encoder'"),
  .init("1️⃣patience: 5", "CB204", "unknown key 'patience' in 'train'", help: "'patience' is a key of 'early_stopping'"),
  .init("1️⃣grad_clip: 1", "CB204", "unknown key 'grad_clip' in 'train'", help: "did you mean 'clip_norm'?"),
  .init("1️⃣'': 1", "CB204", "unknown key '' in 'train'"),
  .init(
    "epochs: 5\ncode: 8\n1️⃣epochs: 6", "CB205", "'epochs' is given twice, first at 8:1"),
  .init("1️⃣epochs:", "CB206", "'epochs' has no value", help: "write a value, or leave the key out; off is none"),
  .init("1️⃣epochs: ~", "CB206", "'epochs' has no value", help: "write a value, or leave the key out; off is none"),
  .init("1️⃣loss: null", "CB206", "'loss' has no value", help: "write a value, or leave the key out; off is none"),
  .init("1️⃣title: ''", "CB206", "'title' has no value", help: "write a value, or leave the key out; off is none"),
  // Numbers.
  .init("epochs: 1️⃣12:30:45", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found 12:30:45"),
  .init("epochs: 1️⃣017", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found 017", help: "write 17"),
  .init("epochs: 1️⃣+5", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found +5", help: "write 5"),
  .init(
    "epochs: 1️⃣1_000", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found 1_000",
    help: "write it without underscores"),
  .init("epochs: 1️⃣0x10", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found 0x10"),
  .init("epochs: 1️⃣5.0", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found 5.0"),
  .init("epochs: 1️⃣\"5\"", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found the text '5'"),
  .init("epochs: 1️⃣[5]", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found a list"),
  .init("epochs: 1️⃣{a: 5}", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found a mapping"),
  .init("epochs: 1️⃣-1", "CB208", "'epochs' must be an integer from 0 to 1,000,000, found -1"),
  .init("epochs: 1️⃣1000001", "CB208", "'epochs' must be an integer from 0 to 1,000,000, found 1000001"),
  .init(
    "epochs: 1️⃣99999999999999999999", "CB207",
    "'epochs' must be an integer from 0 to 1,000,000, found 99999999999999999999"),
  .init("batch_size: 1️⃣0", "CB208", "'batch_size' must be an integer from 1 to 65,536, found 0"),
  .init("batch_size: 1️⃣65537", "CB208", "'batch_size' must be an integer from 1 to 65,536, found 65537"),
  .init("seed: 1️⃣-1", "CB208", "'seed' must be an integer, at least 0, found -1"),
  .init("seed: 1️⃣9223372036854775808", "CB207", "'seed' must be an integer, at least 0, found 9223372036854775808"),
  .init("weight_decay: 1️⃣-0.1", "CB208", "'weight_decay' must be a number, at least 0, found -0.1"),
  .init("weight_decay: 1️⃣.nan", "CB207", "'weight_decay' must be a number, at least 0, found .nan"),
  .init("weight_decay: 1️⃣.inf", "CB207", "'weight_decay' must be a number, at least 0, found .inf"),
  .init("weight_decay: 1️⃣1e999", "CB207", "'weight_decay' must be a number, at least 0, found 1e999"),
  .init("layout_ncol: 1️⃣0", "CB208", "'layout_ncol' must be an integer from 1 to 12, found 0"),
  // Words.
  .init(
    "loss: 1️⃣mes", "CB209", "'loss' must be mse, bce, mae or huber, found mes", help: "did you mean 'mse'?"),
  .init("loss: 1️⃣hubr", "CB209", "'loss' must be mse, bce, mae or huber, found hubr", help: "did you mean 'huber'?"),
  .init("reduction: 1️⃣avg", "CB209", "'reduction' must be mean or sum, found avg"),
  .init(
    "output_activation: 1️⃣relu", "CB209", "'output_activation' must be sigmoid, linear or tanh, found relu"),
  .init(
    "variant: 1️⃣undercompleet", "CB209",
    "'variant' must be undercomplete, overcomplete, sparse, denoising, contractive, variational, linear, pca, "
      + "logistic_pca, mean_image or affine, found undercompleet",
    help: "did you mean 'undercomplete'?"),
  .init(
    "activation: 1️⃣rleu", "CB209",
    "'activation' must be relu, leaky_relu, elu, selu, gelu, silu, tanh, sigmoid, softplus or linear, found rleu",
    help: "did you mean 'relu'?"),
  .init(
    "include: 1️⃣yes", "CB207", "'include' must be true or false, found yes",
    help: "the booleans are true and false, and off is none"),
  .init(
    "eval: 1️⃣False", "CB207", "'eval' must be true or false, found False",
    help: "the booleans are true and false, and off is none"),
  .init("include: 1️⃣'true'", "CB207", "'include' must be true or false, found the text 'true'"),
  .init("echo: 1️⃣folded", "CB209", "'echo' must be true, false or fold, found folded", help: "did you mean 'fold'?"),
  .init(
    "initialization: 1️⃣kaiming", "CB209", "'initialization' must be he, glorot, uniform or {from: LABEL}, found kaiming"),
  .init(
    "initialization: 1️⃣glorto", "CB209", "'initialization' must be he, glorot, uniform or {from: LABEL}, found glorto",
    help: "did you mean 'glorot'?"),
  .init(
    "initialization: 1️⃣[he]", "CB207", "'initialization' must be he, glorot, uniform or {from: LABEL}, found a list"),
  // What is to come.
  .init("1️⃣max_time: 10m", "CB210", "'max_time' is not supported yet"),
  // Layers.
  .init(
    "encoder: 1️⃣256", "CB207", "'encoder' must be a list of widths or layers, found 256", help: "a list of one is [256]"),
  .init("encoder: [256, 1️⃣0]", "CB208", "'encoder' must be an integer from 1 to 65,536, found 0"),
  .init("encoder: [256, 1️⃣65537]", "CB208", "'encoder' must be an integer from 1 to 65,536, found 65537"),
  .init("encoder: [256, 1️⃣x]", "CB207", "'encoder' must be an integer from 1 to 65,536, found x"),
  .init(
    "encoder: [256, 1️⃣[64]]", "CB207",
    "'encoder' must be a width or a layer like {dense: 256, activation: relu}, found a list"),
  .init(
    "encoder: [64, {dropout: 1️⃣1}]", "CB208", "'dropout' must be a number from 0 up to 1, without 1, found 1"),
  .init(
    "encoder: [64, {dropout: 1️⃣-0.1}]", "CB208", "'dropout' must be a number from 0 up to 1, without 1, found -0.1"),
  .init(
    "encoder: [64, {batch_norm: 1️⃣false}]", "CB208", "'batch_norm' can only be true", help: "leave the layer out"),
  .init("encoder: [64, {batch_norm: 1️⃣1}]", "CB207", "'batch_norm' must be true or false, found 1"),
  .init(
    "encoder: [64, 1️⃣batch_norm]", "CB207", "'encoder' must be a list of widths or layers, found batch_norm",
    help: "write {batch_norm: true}"),
  .init(
    "decoder: [1️⃣{dense: 64, dropout: 0.2}]", "CB213", "a layer is of one kind, found dense and dropout",
    help: "write one after the other: [{dense: 256}, {batch_norm: true}, {dropout: 0.2}]"),
  .init(
    "encoder: [64, {dropout: 0.2, 1️⃣activation: relu}]", "CB212", "'activation' has no meaning in a layer of 'dropout'"),
  .init("decoder: [{1️⃣pool: max}, 64]", "CB210", "'pool' is not supported yet"),
  .init("encoder: [{1️⃣conv: 32, kernel: 3}, 64]", "CB210", "'conv' is not supported yet"),
  .init(
    "encoder: [{dense: 64, 1️⃣activaton: relu}]", "CB204", "unknown key 'activaton' in 'encoder'",
    help: "did you mean 'activation'?"),
  .init("encoder: [1️⃣{activation: relu}]", "CB211", "a layer needs its width: {dense: 256}"),
  .init(
    "decoder: 1️⃣mirrored", "CB207", "'decoder' must be mirror or a list of widths or layers, found mirrored",
    help: "did you mean 'mirror'?"),
  .init("code: 1️⃣last", "CB210", "'last' is not supported yet"),
  .init("code: 1️⃣0", "CB208", "'code' must be an integer from 1 to 65,536, found 0"),
  .init("code: {size: 1️⃣a}", "CB207", "'size' must be an integer from 1 to 65,536, found a"),
  .init("code: {size: 8, binary: 1️⃣1}", "CB207", "'binary' must be none or a mapping like {noise: 1}, found 1"),
  // Watched splits.
  .init("watch: [test, 1️⃣test]", "CB218", "'test' is listed twice in 'watch'"),
  .init(
    "watch: 1️⃣[validation]", "CB311", "'watch' names the split 'validation', which the data do not have",
    help: "add it: data: {name: mnist-5k, validation: 0.1}"),
  .init(
    "watch: [1️⃣tests]", "CB209", "'watch' must be train, validation or test, found tests", help: "did you mean 'test'?"),
  // Figures.
  .init("figures: 1️⃣loss", "CB207", "'figures' must be a list of figures, found loss", help: "a list of one is [loss]"),
  .init(
    "figures: [1️⃣los]", "CB209",
    "'figures' must be \(figureNames), found los",
    help: "did you mean 'loss'?"),
  .init(
    "figures: [{architecture: {style: 1️⃣rings}}]", "CB209", "'style' must be blocks or units, found rings"),
  .init(
    "figures: [1️⃣manifold]", "CB212", "'manifold' shows codes of two units, and 'first' has 32",
    help: "'code: 2' makes one"),
  .init(
    "figures: [1️⃣samples]", "CB212", "'samples' needs a model of the variant 'variational'"),
  .init(
    "figures: [1️⃣interpolation]", "CB211", "'interpolation' needs 'from' and 'to'",
    help: "write {interpolation: {from: 17, to: 4}}, or {class: 3} for the first of a class"),
  .init("figures: [loss, 1️⃣loss]", "CB218", "'loss' is listed twice in 'figures'"),
  .init("figures: [{loss: {1️⃣scal: log}}]", "CB204", "unknown key 'scal' in 'loss'", help: "did you mean 'scale'?"),
  .init(
    "figures: [{loss: {curves: [1️⃣tset.loss]}}]", "CB402", "there is no curve 'tset.loss'",
    help: "did you mean 'test.loss'?"),
  .init("figures: [{loss: {scale: 1️⃣ln}}]", "CB209", "'scale' must be linear or log, found ln"),
  .init("figures: [{reconstructions: {count: 1️⃣0}}]", "CB208", "'count' must be an integer from 1 to 100, found 0"),
  .init(
    "figures: [{reconstructions: {pick: 1️⃣firts}}]", "CB209",
    "'pick' must be one_per_class, first, random or worst, found firts", help: "did you mean 'first'?"),
  .init(
    "figures: [{reconstructions: {pick: [3, 1️⃣1000]}}]", "CB219",
    "'pick' asks for image 1,000; the test split has 0 to 999"),
  .init(
    "figures: [{reconstructions: {rows: [clean, 1️⃣pca]}}]", "CB303",
    "'pca' is not a row: rows are clean, input, error and the block's models"),
  .init(
    "figures: [{1️⃣reconstructions: }]", "CB206", "'reconstructions' has no value",
    help: "the name alone is enough: - reconstructions"),
]

@Suite struct TrainMistakeTests {
  @Test("A mistake in a train block is refused at its place, alone, with its remedy", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }
}
