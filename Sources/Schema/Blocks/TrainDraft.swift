internal import Autoencoders
internal import Engine
internal import NotebookSyntax

/// What a `train` block's own keys say, each as far as it could be read; nil is left to the default.
struct TrainDraft {
  var variant: Found<Variant>?
  var encoder: Found<[HiddenLayer]>?
  var code: Found<CodeLayer>?
  var decoder: Found<DecoderValue>?
  var activation: Found<Activation>?
  var outputActivation: Found<Activation>?
  var tied: Found<Bool>?
  var loss: Found<Loss>?
  var reduction: Found<Reduction>?
  /// The inner nil is `none`, in these three.
  var noise: Found<Corruption?>?
  var sparsity: Found<Sparsity?>?
  var contraction: Found<Double?>?
  var beta: Found<Double>?
  var warmup: Found<Int>?
  /// Of a Gaussian likelihood.
  var deviation: Found<Double>?
  var optimizer: Found<Optimizer>?
  var schedule: Found<ScheduleValue>?
  var weightDecay: Found<Double>?
  /// The inner nil is `none`, in these two.
  var clipNorm: Found<Double?>?
  var earlyStopping: Found<EarlyStopping?>?
  var epochs: Found<Int>?
  var batchSize: Found<Int>?
  var watch: Found<[Split]>?
  var initialization: Found<InitializationValue>?
  var precision: Found<Precision>?
  var seed: Found<UInt64>?
  var repeats: Found<Int>?
}

/// The output activations, a part of the activations.
private enum OutputActivation: String, CaseIterable { case sigmoid, linear, tanh }

extension TrainDraft {
  /// Reads in the schema's order, which is the one of messages too.
  init(_ reader: inout MappingReader) {
    variant = reader.read("variant") { $0.choice() }
    encoder = reader.read("encoder") { $0.layers() }
    code = reader.read("code") { $0.code() }
    decoder = reader.read("decoder") { $0.decoder() }
    activation = reader.read("activation") { $0.choice() }
    outputActivation = reader.read("output_activation") { value in
      value.choice(of: OutputActivation.self).flatMap { Activation(rawValue: $0.rawValue) }
    }
    tied = reader.read("tied") { $0.boolean() }
    loss = reader.read("loss") { $0.choice() }
    reduction = reader.read("reduction") { $0.choice() }
    noise = reader.read("noise") { $0.noise() }
    sparsity = reader.read("sparsity") { $0.sparsity() }
    contraction = reader.read("contraction") { $0.contraction() }
    beta = reader.read("beta") { $0.number(.notNegative) }
    warmup = reader.read("kl_warmup") { $0.integer(0...1_000_000) }
    deviation = reader.read("sigma") { $0.number(.positive) }
    optimizer = reader.read("optimizer") { $0.optimizer() }
    schedule = reader.read("schedule") { $0.schedule() }
    weightDecay = reader.read("weight_decay") { $0.number(.notNegative) }
    clipNorm = reader.read("clip_norm") { $0.clipNorm() }
    epochs = reader.read("epochs") { $0.integer(0...1_000_000) }
    batchSize = reader.read("batch_size") { $0.integer(1...65_536) }
    earlyStopping = reader.read("early_stopping") { $0.earlyStopping() }
    watch = reader.read("watch") { $0.splits() }
    initialization = reader.read("initialization") { $0.initialization() }
    precision = reader.read("precision") { $0.choice() }
    seed = reader.read("seed") { $0.seed() }
    repeats = reader.read("repeat") { $0.integer(1...100) }
    // Read before, since it makes several blocks of one.
    _ = reader.entry("vary")
  }
}

extension ValueReader {
  func seed() -> UInt64? { integer(0...Int.max).map { UInt64($0) } }
}
